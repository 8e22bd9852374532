from collections.abc import Mapping, Sequence
from typing import Any

class BasicTransform:
    p: float

class OneOf:
    def __init__(self, transforms: Sequence[BasicTransform], p: float = ...) -> None: ...

class Compose:
    def __init__(self, transforms: Sequence[BasicTransform | OneOf], p: float = ..., seed: int | None = ...) -> None: ...
    def set_random_seed(self, seed: int | None) -> None: ...
    def __call__(self, *, image: Any, mask: Any = ...) -> dict[str, Any]: ...

class HorizontalFlip(BasicTransform):
    def __init__(self, p: float = ...) -> None: ...

class Affine(BasicTransform):
    def __init__(
        self,
        scale: tuple[float, float] = ...,
        translate_percent: tuple[float, float] | None = ...,
        rotate: tuple[float, float] | float = ...,
        *,
        mask_interpolation: int = ...,
        border_mode: int = ...,
        p: float = ...,
    ) -> None: ...

class ImageCompression(BasicTransform):
    def __init__(self, compression_type: str = ..., quality_range: tuple[int, int] = ..., p: float = ...) -> None: ...

class Downscale(BasicTransform):
    def __init__(
        self, scale_range: tuple[float, float] = ..., interpolation_pair: Mapping[str, int] = ..., p: float = ...
    ) -> None: ...

class RandomBrightnessContrast(BasicTransform):
    def __init__(self, brightness_limit: float = ..., contrast_limit: float = ..., *, p: float = ...) -> None: ...

class HueSaturationValue(BasicTransform):
    def __init__(
        self, hue_shift_limit: float = ..., sat_shift_limit: float = ..., val_shift_limit: float = ..., p: float = ...
    ) -> None: ...

class GaussNoise(BasicTransform):
    def __init__(self, std_range: tuple[float, float] = ..., *, p: float = ...) -> None: ...

class GaussianBlur(BasicTransform):
    def __init__(
        self, blur_limit: tuple[int, int] = ..., sigma_limit: tuple[float, float] = ..., p: float = ...
    ) -> None: ...

class MotionBlur(BasicTransform):
    def __init__(self, blur_limit: tuple[int, int] = ..., *, p: float = ...) -> None: ...

class RandomGamma(BasicTransform):
    def __init__(self, gamma_limit: tuple[float, float] = ..., p: float = ...) -> None: ...

class ToGray(BasicTransform):
    def __init__(self, num_output_channels: int = ..., method: str = ..., p: float = ...) -> None: ...
