"""The speech engines of an installation, by the names its settings have for them."""

from api.settings import Settings
from api.telephony.errors import EngineUnavailable
from api.telephony.espeak import EspeakSynthesiser, has_espeak
from api.telephony.port import Recogniser, Synthesiser
from api.telephony.speech_model import speech_model
from api.telephony.whisper import WhisperRecogniser


def recogniser_of(settings: Settings) -> Recogniser:
    """Return the recogniser that the settings name.

    Raises:
        EngineUnavailable: none is named, or it is not installed.
    """
    if settings.hotline.recogniser == "whisper":
        whisper = WhisperRecogniser(speech_model(settings.data_dir / "models"))
        whisper.prepare()  # the first caller must not wait for it
        return whisper
    raise EngineUnavailable("接电话要有语音识别", remedy="请设置 YIHAODA_HOTLINE__RECOGNISER=whisper")


def synthesiser_of(settings: Settings) -> Synthesiser:
    """Return the synthesiser that the settings name.

    Raises:
        EngineUnavailable: none is named, or it is not installed.
    """
    if settings.hotline.synthesiser == "espeak":
        if not has_espeak():
            raise EngineUnavailable("没有 espeak-ng", remedy="请安装它（apt install espeak-ng）")
        return EspeakSynthesiser()
    raise EngineUnavailable("接电话要有语音合成", remedy="请设置 YIHAODA_HOTLINE__SYNTHESISER=espeak")
