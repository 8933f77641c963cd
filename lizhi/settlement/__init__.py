"""What is still owed at the end, every line with its formula and article.

Where to look: `law` holds the rules and figures of the country, and knows no database. `inputs` is
all that one settlement is computed from; `gathering` fills it from case, roster and `payroll`,
which `on_file` reads at once; `lines` turn it into lines, `computing` keeps the figures that were
asked for, and `rerunning` runs them again. `seconds` and `second_look` are of the second person;
`asked`, `line_proofs` and `disputes` of what the leaver questions. Figures that a company keeps of
its cities: `cities`. For finance: `vouchers`. For supposing: `whatif`. For anybody: `sums` and
`worked_out`, by `law.calculator`, which `terminal` asks too.
"""
