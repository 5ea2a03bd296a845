"""Completion in PowerShell, on Windows and elsewhere; click itself knows bash, zsh and fish."""

from __future__ import annotations

import os
from typing import ClassVar

from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, split_arg_string

_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($word, $line, $cursor)
    $typed = $line.ToString().PadRight($cursor)
    $env:COMP_WORDS = $typed.Substring(0, [Math]::Min($cursor, $typed.Length))
    $env:COMP_CWORD = $word
    $env:%(complete_var)s = 'powershell_complete'
    try {
        & %(prog_name)s | ForEach-Object {
            $value, $help = $_ -split "`t", 2
            if (-not $help) { $help = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
        }
    } finally {
        Remove-Item Env:COMP_WORDS, Env:COMP_CWORD, Env:%(complete_var)s -ErrorAction SilentlyContinue
    }
}
"""


class PowerShell(ShellComplete):
    """The script that PowerShell runs, and the answers that it reads."""

    name: ClassVar[str] = "powershell"
    source_template: ClassVar[str] = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words typed after the program, and the one that is not complete."""
        incomplete = os.environ.get("COMP_CWORD", "")
        words = split_arg_string(os.environ.get("COMP_WORDS", ""))[1:]
        return words[:-1] if incomplete and words[-1:] == [incomplete] else words, incomplete

    def format_completion(self, item: CompletionItem) -> str:
        """Return a completion with its help; for a file nothing, since PowerShell then completes files by itself."""
        return f"{item.value}\t{item.help or ''}" if item.type == "plain" else ""


def offer() -> None:
    """Let click complete for PowerShell too."""
    add_completion_class(PowerShell)
