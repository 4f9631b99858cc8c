## data/hand_in/files.py

handin-no-draft = This file is no longer on the server. Drop it again.

## data/hand_in/form_choice.py

handin-no-form = This form does not take numbers of this period from your account. Choose form and period again.

## data/hand_in/sheet_cells.py

handin-foreign = { $name } is not in the area of this account

## data/hand_in/store_sheet.py

handin-faulty = Some numbers cannot be stored; they are listed. Correct the file or leave those cells out, then hand in.
handin-nothing = No number can be handed in yet: confirm what waits, or correct the file.
handin-before = This file with exactly these numbers was handed in before: submission { $number }.

## api/hand_in

handin-alone = this denominator has no numerator beside it and is not stored: the area counts as not reported
    .fix = fill in the numerator in the file and drop it again, if there is one
handin-number = { $value } = { $code }, { $part }, { $area }
handin-decision = The request is not valid ({ $field }). Reload the page.
handin-refused = This file cannot be read.
handin-too-large = The file is larger than { $most } MB. Remove sheets that are not of the form, or save it as .xlsx.
handin-left-out =
    { $count ->
        [one] 1 cell is unclear or not accepted. Confirm it, correct it, or agree to leave it out, then hand in.
       *[other] { $count } cells are unclear or not accepted. Confirm them, correct them, or agree to leave all of them out, then hand in.
    }
handin-no-file = Submission { $number } has no original file.
handin-not-yours = Only the sender and administrators may see this submission.
