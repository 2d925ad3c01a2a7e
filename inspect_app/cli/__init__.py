"""The command line. Each command is one module; nothing is loaded until a command runs."""

from __future__ import annotations

import importlib

import click

COMMANDS = {  # name -> module, and what it does
    "demo": ("demo", "Check the data, propose for a real force's year, write its report."),
    "serve": ("serve", "Serve the site, with a worker of its own."),
    "worker": ("worker", "Work in the background, apart from the site."),
    "run-due": ("run_due", "Do once what comes round again."),
    "migrate": ("migrate", "Bring the database up to date."),
    "add-user": ("add_user", "Make an account, and print a link to choose its password."),
    "access-table": ("access_table", "Print which role may use which page."),
    "check-data": ("check_data", "Check every declared edition; print every fault."),
    "propose": ("propose", "Propose a grade and a direction for one facts file."),
    "explain-rules": ("explain_rules", "Print an edition's rules in plain English."),
    "report": ("report", "Write a force report."),
    "verify-report": ("verify_report", "Say which published report a file is, if any."),
    "schemas": ("schemas", "Write the JSON Schema of every kind of file."),
}


class Lazy(click.Group):
    """Imports a command when it is used, so that `--help` and a typing error cost nothing."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"{__name__}.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="inspect-app", prog_name="inspect-app")
def main() -> None:
    """Grades inspections fairly, shows the evidence behind every grade, and sees improvement through."""
