"""custody: every thing handed to the police gets a receipt, a trail, and its complaint.

The plan of the house. A room knows only the rooms below it; nouns live in `domain`, verbs in
`services`, memory in `storage`, paper in `paper`, faces in `web`; one feature has the same word
in every room.

cli            the `custody` command
commands       its commands, one file per word: register serving accounts audit labels exchange
               matching tokens upkeep
demo           the demo register with the story of the house keys: walk acts property_room
evaluate       measuring the matching on a file with gold links
worker         matching, reminders, mail and checkpoints, beside the server
mail           a notice as a letter in its reader's words, sent by SMTP
app            `create_app()`: the one place where everything meets
logs           the log of the programme: one JSON object per line, nothing personal in it
config         the `CUSTODY_*` settings, read once

web            who may do what: guard rights watch measures headers packed second blind
               what all pages share: pages errors navigation bar words sentences uploads charts health
               the trail in words: timeline entries looks packing_sentences
               one blueprint per word: accounts audit citizen claims complaints copies corrections desk
               dossier handling hearing help inspections intake items keeping labels letters notices
               overview packing places returns search sending taking tokens transfers
               beside them: mentions stages; letter letter_words step_letters officer_letters; papers
               report_paper report_sentences
web/forms      what was typed, as values: reading said declared several accounts cash citizen claims complaints copies
               corrections desk handling hearing inspections intake items labels notices packing places
               returns search sending taking tokens transfers
web/api        the JSON API: answers reading paging shapes description; claims complaints desk intake items
               returns search transfers

services       one function per thing a person does: accounts audit candidates citizen claims complaints
               conclusions copies corrections desk elements handling hearing independence inspections
               intake items keeping labels letters linking looks mentions notices outsiders overview
               packing places proposals receipts reminders returns search sending snapshots taking
               terms tokens transfers unrecorded
               looking after the register: digests health recovery upkeep
services/exchange  items and complaints from another register, and to one: arriving complaining
               leaving outcome
services/matching  comparing, and keeping what comes of it

storage        the ground: store retrying database locking schema migrations room
               one book per noun: accounts audit claims complaints files handling handovers hearing items judging
               keeping
               ledger trails matching blocks frequencies outbox people pictures places receipts
               reminders search sending sent tokens
               what proves it: signed signer written doubt; copies of it: copies backups
storage/tables the rows, which never leave storage: audit claims complaints items ledger matching
               people places

paper          letters and signs: lettering ink words; codes: qr masks zpl
               labels stock receipts letters report spreadsheet pictures exchange
               press typst_printer

domain         what all rules share: words errors people places days
               a thing and its trail: items event trail state standing inside steps gaps late corrections
               outsiders packing seals counting holds keyboards codes
               the record and its proof: ledger merkle notes receipts checks looks threats tokens
               a complaint: complaints stages step_facts statuses deadlines clocks history elements linking
               mentions proposals claims candidates unrecorded conclusions letters sending copies
               hearing independence snapshots
               the desk's day: desk reminders notices overview search spelling
               other registers: exchange lines
domain/events  the closed list of events: items packing transfers complaints record
domain/matching  text, mentions, candidates, score, outcome; one file of words per language

verifier       checks a receipt with nothing but a key list
"""
