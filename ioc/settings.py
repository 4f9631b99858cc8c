"""Configuration from the environment, and from nowhere else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Everything that can be set; each field is the variable `IOC_<FIELD>`."""

    model_config = SettingsConfigDict(env_prefix="IOC_", frozen=True)

    var: Path = Field(Path("var"), description="Thư mục cho mọi thứ chương trình tạo ra")
    database_url: str = Field(
        "", description="SQLAlchemy URL; trống: SQLite tại <IOC_VAR>/ioc.sqlite"
    )
    host: str = Field("127.0.0.1", description="Địa chỉ lắng nghe")
    port: int = Field(8050, ge=1, le=65535, description="Cổng lắng nghe")
    workers: int = Field(
        default_factory=lambda: max(2, min(4, os.cpu_count() or 2)),
        ge=1,
        description="Số tiến trình phục vụ",
    )
    province: str = Field("40", description="Mã tỉnh nhà (kỳ địa giới hiện hành)")
    language: Literal["vi", "en"] = Field("vi", description="Ngôn ngữ mặc định")
    demo: bool = Field(True, description="Nạp số liệu minh hoạ khi chuẩn bị kho lần đầu")
    poll_seconds: float = Field(
        0.2, gt=0, le=5, description="Khoảng giữa hai lần xem kho SQLite có gì mới không"
    )
    lists_at_once: int = Field(
        2,
        ge=1,
        le=32,
        description="Số danh sách cho chương trình khác mà mỗi tiến trình làm cùng lúc",
    )
    waiting_per_address: int = Field(
        16,
        ge=1,
        le=1000,
        description="Số tệp xuất hoặc danh sách mà một địa chỉ được chờ trong mỗi tiến trình",
    )
    alert_seconds: int = Field(
        25, ge=5, le=300, description="Số giây mỗi cảnh báo hiện ra trên màn hình lớn"
    )

    proxies: str = Field(
        "", description="Proxy đứng trước được tin khi chuyển tiếp địa chỉ, giao thức và tên miền"
    )
    hosts: str = Field("", description="Tên miền mà máy chủ phục vụ; trống: mọi tên")
    hsts_seconds: int = Field(
        0, ge=0, le=63_072_000, description="Số giây trình duyệt chỉ dùng HTTPS; 0: không đặt"
    )

    session_idle_minutes: int = Field(
        480, ge=1, le=43_200, description="Phiên đăng nhập kết thúc sau số phút không dùng"
    )
    session_hours: int = Field(
        168, ge=1, le=8_760, description="Phiên đăng nhập dài nhất bao nhiêu giờ"
    )
    session_key: str = Field(
        "", description="Khoá niêm phong phiên khi kho không ghi được; trống: tự tạo khi khởi động"
    )

    access_log: bool = Field(False, description="Ghi một dòng cho mỗi lần truy cập")
    log_folder: str = Field("", description="Thư mục nhật ký; trống: ghi ra màn hình (stderr)")
    log_megabytes: int = Field(10, ge=1, le=1_000, description="Tệp nhật ký dài nhất bao nhiêu MB")
    log_files: int = Field(5, ge=1, le=100, description="Giữ bao nhiêu tệp nhật ký cũ")

    @property
    def host_names(self) -> tuple[str, ...]:
        """The names of `hosts`, in small letters."""
        return tuple(filter(None, (each.strip().lower() for each in self.hosts.split(","))))

    @property
    def url(self) -> str:
        """The database address, with the embedded default filled in."""
        return self.database_url or f"sqlite:///{(self.var / 'ioc.sqlite').resolve()}"

    @property
    def published(self) -> Path:
        """The folder of published boundaries."""
        return self.var / "published"
