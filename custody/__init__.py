"""custody: every thing handed to the police gets a receipt, a trail, and its complaint.

The plan of the house. A room knows only the rooms below it; nouns live in `domain`, verbs in
`services`, memory in `storage`, paper in `paper`, faces in `web`; one feature has the same word
in every room.

cli            the `custody` command
commands       its commands, one file per word: register serving accounts audit labels exchange
               matching tokens
demo           the demo register with the story of the house keys: walk acts property_room
evaluate       measuring the matching on a file with gold links
worker         matching, reminders, mail and checkpoints, beside the server
mail           a notice as a letter in its reader's words, sent by SMTP
app            `create_app()`: the one place where everything meets
logs           the log of the programme: one JSON object per line, nothing personal in it
config         the `CUSTODY_*` settings, read once
web            guard watch rights pages errors headers navigation words letter letter_words timeline entries
               sentences bar looks
               second uploads papers report_paper report_sentences health help charts; one blueprint per word: accounts
               audit citizen claims complaints corrections desk inspections intake items keeping
               labels letters notices overview packing places returns search tokens transfers;
               and forms: reading accounts cash citizen claims complaints corrections desk inspections
               intake items labels notices packing places returns tokens transfers;
               and api, the JSON API: answers reading shapes description, and its words
               and of the complaint side: dossier handling mentions stages step_letters, forms handling
services       one function per thing a person does: accounts audit citizen claims complaints
               conclusions corrections desk exchange (arriving complaining leaving outcome)
               inspections intake items keeping labels letters loading matching notices overview
               packing places receipts reminders returns search tokens transfers
               and of the complaint side: handling proposals terms unrecorded
storage        store database locking schema migrations; accounts audit blocks complaints files handovers
               claims frequencies handling
               items keeping ledger matching outbox people pictures places receipts reminders search
               signed signer trails written tokens;
               tables: audit claims
               complaints items ledger matching people places
paper          qr masks labels stock receipts report spreadsheet pictures zpl ink lettering words
               letters
               press typst_printer exchange
domain         words errors people places items event; events (items packing transfers
               complaints record); state standing trail steps gaps late corrections
               packing seals counting complaints claims conclusions letters reminders notices overview
               threats
               tokens;
               exchange lines; codes keyboards ledger merkle notes receipts checks; search spelling
               days; matching
               and of the complaint side: clocks deadlines holds independence mentions proposals snapshots
               stages unrecorded
verifier       checks a receipt with nothing but a key list

For looking after it: services recovery upkeep health digests; domain looks; storage doubt copies backups room; commands
upkeep copies.
"""
