"""Every command, in the order of the work."""

from __future__ import annotations

from collections.abc import Sequence

import click

from generator.cli.adopt import adopt
from generator.cli.check import check
from generator.cli.fields import fields
from generator.cli.fonts import fonts
from generator.cli.forget import forget
from generator.cli.generate import generate
from generator.cli.init import init
from generator.cli.list import list_
from generator.cli.order import order
from generator.cli.pdf import pdf
from generator.cli.preview import preview
from generator.cli.regenerate import regenerate
from generator.cli.release import release
from generator.cli.render import render
from generator.cli.resend import resend
from generator.cli.returned import returned
from generator.cli.search import search
from generator.cli.sent import sent
from generator.cli.show import show
from generator.cli.stock import stock
from generator.cli.verify import verify

ALL: Sequence[click.Command] = (
    init,
    check,
    fields,
    fonts,
    adopt,
    preview,
    generate,
    regenerate,
    list_,
    show,
    search,
    release,
    sent,
    returned,
    resend,
    stock,
    order,
    verify,
    forget,
    render,
    pdf,
)
