## ioc/errors.py

fault-place-file = file { $text }
fault-place-sheet = sheet { $text }
fault-place-row = row { $text }
fault-place-column = column { $text }
fault-value = { " " }(value: “{ $text }”)
fault-line = { $fault }{ $value }. Fix: { $fix }
fault-refused =
    { $count ->
        [one] The file was refused, nothing was written: one fault.
       *[other] The file was refused, nothing was written: { $count } faults.
    }
