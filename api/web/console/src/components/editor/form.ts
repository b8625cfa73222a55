import { inject, provide, type InjectionKey, type Ref } from "vue";

import type { FieldFault } from "../../../../shared/problem";

/** What every field of the form has to know. */
export interface FormContext {
  readonly: Ref<boolean>;
  faults: Ref<readonly FieldFault[]>;
}

const KEY: InjectionKey<FormContext> = Symbol("form");

export function provideForm(context: FormContext): void {
  provide(KEY, context);
}

export function useForm(): { isReadonly: () => boolean; faultAt: (path: string) => string } {
  const context = inject(KEY);
  return {
    isReadonly: () => context?.readonly.value ?? false,
    faultAt: (path) =>
      (context?.faults.value ?? [])
        .filter(({ field }) => field === path)
        .map(({ message }) => message)
        .join("；"),
  };
}
