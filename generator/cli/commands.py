"""Every command, in the order of the work."""

from __future__ import annotations

from collections.abc import Sequence

import click

from generator.cli.adopt import adopt
from generator.cli.check import check
from generator.cli.fields import fields
from generator.cli.forget import forget
from generator.cli.generate import generate
from generator.cli.init import init
from generator.cli.list import list_
from generator.cli.pdf import pdf
from generator.cli.posting import release, resend, returned, sent
from generator.cli.preview import preview
from generator.cli.regenerate import regenerate
from generator.cli.render import render
from generator.cli.search import search
from generator.cli.show import show
from generator.cli.stock import order, stock
from generator.cli.verify import verify

ALL: Sequence[click.Command] = (
    init,
    check,
    fields,
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
