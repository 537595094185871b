"""Every command, in the order of the work."""

from __future__ import annotations

from collections.abc import Sequence

import click

from generator.cli.check import check
from generator.cli.fields import fields
from generator.cli.generate import generate
from generator.cli.init import init
from generator.cli.pdf import pdf
from generator.cli.preview import preview
from generator.cli.render import render

ALL: Sequence[click.Command] = (init, check, fields, preview, generate, render, pdf)
