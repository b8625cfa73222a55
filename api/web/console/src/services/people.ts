import type { NewPerson, OneTimePassword, Person, PersonChange, StaffSession } from "../contracts/people";
import { call, change } from "./http";

const USERS = "/api/users";

const one = (username: string): string => `${USERS}/${encodeURIComponent(username)}`;

export const listPeople = (signal?: AbortSignal): Promise<Person[]> => call(USERS, { signal });

export const addPerson = (person: NewPerson): Promise<OneTimePassword> => change("POST", USERS, person);

export const changePerson = (username: string, wanted: PersonChange): Promise<Person> => change("PATCH", one(username), wanted);

export const resetPassword = (username: string): Promise<OneTimePassword> => change("POST", `${one(username)}/password`);

export const listSessions = (username: string): Promise<StaffSession[]> => call(`${one(username)}/sessions`);

export const endSession = (id: string): Promise<null> => change("DELETE", `/api/sessions/${id}`);

export const endAllSessions = (username: string): Promise<null> => change("DELETE", `${one(username)}/sessions`);
