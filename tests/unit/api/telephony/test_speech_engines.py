import hashlib
import io
import struct
import sys
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr

from api.hotline.settings import HotlineSettings
from api.settings import Settings
from api.telephony import speech_model as model
from api.telephony.engines import recogniser_of, synthesiser_of
from api.telephony.errors import EngineUnavailable
from api.telephony.espeak import EspeakSynthesiser, has_espeak, read_wave
from api.telephony.mended import MendedRecogniser
from api.telephony.port import Sound, Synthesiser
from api.telephony.scripted import ScriptedRecogniser, ScriptedSynthesiser, hum
from api.telephony.whisper import PROMPT, Piece, WhisperRecogniser, joined
from tests.conftest import missing


def espeak() -> Synthesiser:
    if not has_espeak():
        missing("no espeak-ng on PATH: apt install espeak-ng")
    return EspeakSynthesiser()


@pytest.mark.parametrize("build", [ScriptedSynthesiser, espeak], ids=["scripted", "espeak"])
class TestEverySynthesiser:
    @pytest.mark.asyncio
    @pytest.mark.parametrize("rate", [8000, 16000])
    async def test_a_text_has_a_sound_of_the_rate_asked_for(self, build: Callable[[], Synthesiser], rate: int) -> None:
        sound = await build().speak("请带身份证到社区申请。", rate)
        assert sound.rate == rate
        assert 0.1 < sound.seconds < 10

    @pytest.mark.asyncio
    async def test_longer_texts_last_longer(self, build: Callable[[], Synthesiser]) -> None:
        engine = build()
        short, long = await engine.speak("您好", 8000), await engine.speak("您好，请讲您要问的问题", 8000)
        assert short.seconds < long.seconds

    @pytest.mark.asyncio
    async def test_nothing_to_say_is_no_sound(self, build: Callable[[], Synthesiser]) -> None:
        assert (await build().speak("", 8000)).samples == b""


class TestEspeak:
    @pytest.mark.asyncio
    async def test_a_program_that_is_missing_is_said(self) -> None:
        with pytest.raises(EngineUnavailable, match="no-such-program"):
            await EspeakSynthesiser(program="no-such-program").speak("您好", 8000)

    @pytest.mark.asyncio
    async def test_a_program_that_gives_no_sound_is_said(self) -> None:
        with pytest.raises(EngineUnavailable):
            await EspeakSynthesiser(program="true").speak("您好", 8000)

    @pytest.mark.asyncio
    async def test_it_speaks_chinese_numerals_it_does_not_spell_anything(self) -> None:
        engine = espeak()
        assert await engine.speak("一百元", 8000) is await engine.speak("一百元", 8000)  # remembered


class TestWaveStreams:
    def test_the_length_in_the_head_of_a_stream_does_not_count(self) -> None:
        head = (
            b"RIFF"
            + struct.pack("<I", 0x7FFFFFFF)
            + b"WAVEfmt "
            + struct.pack("<IHHIIHH", 16, 1, 1, 22050, 44100, 2, 16)
        )
        data = head + b"data" + struct.pack("<I", 0x7FFFFFFF) + b"\1\0\2\0"
        assert read_wave(data) == Sound(b"\1\0\2\0", 22050)

    @pytest.mark.parametrize("data", [b"", b"RIFF", b"<html>", bytes(100)])
    def test_what_is_no_wave_is_refused(self, data: bytes) -> None:
        with pytest.raises(EngineUnavailable):
            read_wave(data)

    def test_two_channels_are_refused(self) -> None:
        file = io.BytesIO()
        with wave.open(file, "wb") as written:
            written.setnchannels(2)
            written.setsampwidth(2)
            written.setframerate(8000)
            written.writeframes(bytes(8))
        with pytest.raises(EngineUnavailable):
            read_wave(file.getvalue())


class TestWordsOfWhisper:
    def test_pieces_are_joined_in_simplified_characters(self) -> None:
        found = joined([Piece("高齡津貼", -0.2, 0.0), Piece("怎么领？", -0.2, 0.0)])
        assert found.text == "高龄津贴怎么领"
        assert found.confidence == pytest.approx(0.819, abs=0.001)

    @pytest.mark.parametrize(
        "piece",
        [
            Piece("高龄津贴怎么领", -0.2, 0.9),  # nobody spoke
            Piece("。。。", -0.1, 0.0),
            Piece("其他", -2.3, 0.0),  # made up
            Piece(PROMPT[:20], -0.1, 0.0),  # what it was led with
            Piece("转人工,着火了", -0.9, 0.0),  # the same with marks of its own: a voice that it did not understand
            Piece("移民移民移民移民移", -0.9, 0.0),  # it goes round in circles
            Piece("我想问贴息贴息贴息贴息贴息", -0.9, 0.0),
            Piece("贴、贴、贴、贴、贴", -1.2, 0.0),  # a tone of 1000 Hz
        ],
    )
    def test_what_nobody_said_is_nothing(self, piece: Piece) -> None:
        assert joined([piece]).text == ""
        assert joined([]).text == ""

    @pytest.mark.parametrize("said", ["转人工", "着火了", "对对对", "你好你好", "公积金，公积金怎么提取"])
    def test_what_was_said_stays(self, said: str) -> None:
        assert joined([Piece(said, -0.3, 0.0)]).text == said

    def test_long_pieces_count_for_more(self) -> None:
        sure, unsure = Piece("高龄津贴怎么领取", -0.1, 0.0), Piece("啊", -3.0, 0.0)
        assert joined([sure, unsure]).confidence > 0.6

    @pytest.mark.asyncio
    async def test_without_its_engine_it_says_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setitem(sys.modules, "faster_whisper", None)
        with pytest.raises(EngineUnavailable) as raised:
            await WhisperRecogniser(tmp_path).load()
        assert "speech" in raised.value.remedy


class TestTheModel:
    @pytest.fixture
    def packages(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """Two packages with a half each, of which one has what belongs to both."""
        folder = tmp_path / "site"
        for name, part, data in zip(model.PACKAGES, model.PARTS, (b"first", b"second"), strict=True):
            (folder / name / "data").mkdir(parents=True)
            (folder / name / "__init__.py").touch()
            (folder / name / "data" / part).write_bytes(data)
        (folder / model.PACKAGES[0] / "data" / "config.json").write_text("{}", "utf-8")
        monkeypatch.syspath_prepend(folder)
        monkeypatch.setattr(model, "SHA256", tuple(hashlib.sha256(data).hexdigest() for data in (b"first", b"second")))
        return folder

    def test_it_is_put_together_once(self, packages: Path, tmp_path: Path) -> None:
        folder = model.speech_model(tmp_path / "models")
        assert (folder / "model.bin").read_bytes() == b"firstsecond"
        assert (folder / "config.json").exists()
        (packages / model.PACKAGES[0] / "data" / model.PARTS[0]).write_bytes(b"other")
        assert model.speech_model(tmp_path / "models") == folder
        assert [path.name for path in (tmp_path / "models").iterdir()] == [folder.name]

    def test_another_model_than_the_reviewed_one_is_refused(self, packages: Path, tmp_path: Path) -> None:
        (packages / model.PACKAGES[1] / "data" / model.PARTS[1]).write_bytes(b"other")
        with pytest.raises(EngineUnavailable, match="核对"):
            model.speech_model(tmp_path / "models")
        assert not (tmp_path / "models").exists()

    def test_without_its_packages_it_says_what_to_install(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(model, "PACKAGES", ("no_such_package", "no_such_package"))
        with pytest.raises(EngineUnavailable) as raised:
            model.speech_model(tmp_path)
        assert "speech" in raised.value.remedy


class TestTheNamedEngines:
    def settings(self, tmp_path: Path, **changes: str) -> Settings:
        hotline = HotlineSettings(token=SecretStr("")).model_copy(update=changes)
        return Settings(_env_file=None, data_dir=tmp_path, hotline=hotline)

    def test_none_named_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(EngineUnavailable, match="识别"):
            recogniser_of(self.settings(tmp_path))
        with pytest.raises(EngineUnavailable, match="合成"):
            synthesiser_of(self.settings(tmp_path))

    def test_espeak_is_what_it_says(self, tmp_path: Path) -> None:
        espeak()
        assert isinstance(synthesiser_of(self.settings(tmp_path, synthesiser="espeak")), EspeakSynthesiser)


class TestScriptedRecogniser:
    @pytest.mark.asyncio
    async def test_it_knows_a_sound_within_a_longer_one_and_at_another_rate(self) -> None:
        engine = ScriptedRecogniser([(hum(0.5, 16000, 400), "甲"), (hum(0.5, 16000, 700), "乙")])
        found = await engine.recognise(Sound(bytes(4000) + hum(0.5, 8000, 700).samples + bytes(3000), 8000))
        assert found.text == "乙"

    @pytest.mark.asyncio
    async def test_it_makes_no_words_of_another(self) -> None:
        engine = ScriptedRecogniser([(hum(0.5, 8000, 400), "甲")])
        assert (await engine.recognise(hum(0.5, 8000, 1900))).text == ""
        assert (await engine.recognise(Sound(b"", 8000))).text == ""

    @pytest.mark.asyncio
    async def test_its_words_are_mended(self) -> None:
        engine = ScriptedRecogniser([(hum(0.5, 8000, 400), "高零今天")])
        mended = MendedRecogniser(engine, lambda text: text.replace("高零今天", "高龄津贴"))
        found = await mended.recognise(hum(0.5, 8000, 400))
        assert found.text == "高龄津贴"
        assert found.confidence > 0.9
