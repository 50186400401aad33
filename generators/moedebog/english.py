"""The messages in English: for each rule what is wrong and what to do, as in the rule itself.

A value in braces is the same as in the Danish text. What a secretary types stays Danish in
both. ``tests/rulebook/test_english.py`` proves that nothing is missing.
"""

from __future__ import annotations

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

RULES: dict[str, tuple[str, str]] = {
    # --- the text of a YAML file ---
    "M001": ("The file cannot be read: {grund}.", ""),
    "M002": ("This is not an ordinary file.", "The name must belong to a text file."),
    "M003": (
        "The file is too large: at most {mb} MB can be read.",
        "Put large tables and pictures into files of their own, as bilag.",
    ),
    "M004": ("The file is saved as {kodning}, not as UTF-8.", "Save it again as UTF-8."),
    "M005": ("Here is a character that is not UTF-8{gaet}.", "Save the file again as UTF-8."),
    "M006": (
        "Here is an invisible control character ({kode}).",
        "Delete it; it often comes along with copied text.",
    ),
    "M007": ("Here is an invisible line break ({kode}).", "Delete it and press Enter instead."),
    "M008": ("Here is a tab.", "Use spaces instead."),
    "M009": (
        "Here is a no-break space ({kode}) where a plain space must be.",
        "Delete it and press the space bar.",
    ),
    "M010": ("A line that begins with % cannot be used here.", "Delete the line."),
    "M011": (
        "A new YAML document begins here (---), but a file may hold only one.",
        "Delete the line, or move the rest to a file of its own.",
    ),
    "M012": (
        "The value begins with {tegn}, which has a special meaning in YAML.",
        "Put the text in quotation marks, or write it below a |.",
    ),
    "M013": (
        "The value begins with !, which has a special meaning in YAML.",
        "Put the text in quotation marks.",
    ),
    "M014": ("The key << cannot be used here.", "Write the contents out in full."),
    "M015": (
        "The key {noegle} stands here for the second time; it also stands in line {linje}.",
        "Delete one of them, or gather the contents under one.",
    ),
    "M016": (
        "A key must stand here, a single word.",
        "If it is text with braces or brackets, put it in quotation marks.",
    ),
    "M017": ("The contents are indented more than {dybde} levels.", "Make them flatter."),
    "M018": ("The file has more than {antal} keys and values.", "Divide it."),
    "M019": (
        "The text from # to the end of the line counts as a comment and is left out: {tekst}",
        "Put the value in quotation marks if it belongs to it.",
    ),
    "M020": (
        "The value contains a colon followed by a space, so it looks like a new key.",
        "Put the value in quotation marks, or write it below a |.",
    ),
    "M021": (
        "A space is missing after the colon in {noegle}:",
        "Write {noegle}: and then the value.",
    ),
    "M022": (
        "The quotation mark here is not closed where it should be.",
        "Put {tegn} after the last word. A {tegn} inside the text is written {dobbelt}.",
    ),
    "M023": (
        "Something stands after the closing quotation mark.",
        "Put the whole value in quotation marks: {forslag}",
    ),
    "M024": (
        "A value cannot begin with {tegn} without quotation marks.",
        "Put the value in quotation marks.",
    ),
    "M025": (
        "The line's indentation does not fit the lines around it.",
        "Keys that belong together must begin in the same column.",
    ),
    "M026": (
        "A list cannot begin here.",
        "Write each entry on a line of its own below the key, or put the text in quotation marks.",
    ),
    "M027": (
        "The bracket {tegn} here is not closed, or a comma is missing.",
        (
            "End with {slut}; put commas between the parts and quotation marks around text with "
            "brackets."
        ),
    ),
    "M028": (
        "The line has no key: key, colon and value are expected here.",
        (
            "If the line belongs to the text above, write that text below a | and indent all its "
            "lines."
        ),
    ),
    "M029": (
        "Nothing more may stand on the line after {tegn}.",
        "Begin the text on the next line, indented.",
    ),
    "M030": (
        'A backslash (\\) has a special meaning in text between "…".',
        "Use '…' instead, or write \\\\.",
    ),
    "M031": (
        "The line cannot be read as YAML.",
        "Look at indentation, colon, quotation marks and brackets here and in the line above.",
    ),
    "M032": (
        "Something stands after the closing bracket.",
        "Put the whole value in quotation marks if it is text.",
    ),
    "M033": (
        "There is a colon here inside a bracket, so it looks like a new key.",
        (
            "Put the value in quotation marks; if it is a new key, put a comma before it and a "
            "space after the colon."
        ),
    ),
    "M034": (
        "This is a link to something outside the folder {mappe}.",
        "Put the file itself here.",
    ),
    "M035": (
        "The line runs on from the one above, because line breaks become spaces here.",
        "Write the text below a | (not >); lists, tables and paragraphs are then as written.",
    ),
    "M036": (
        "The text after {tegn} is not indented.",
        "Indent all its lines at least two spaces more than the key.",
    ),
    "M037": (
        "A space is missing after the hyphen before {noegle}:",
        "Write - {noegle}: and then the value.",
    ),
    # --- the schema ---
    "M040": ("The file is empty.", "Write at least {noegler}."),
    "M041": ("The key {noegle} is not known here.", "{raad}"),
    "M042": ("The key {noegle} is missing {sted}.", "Write e.g. {eksempel}"),
    "M043": ("{noegle} must be {ventet}, but is {fundet}.", "{raad}"),
    "M044": ("{noegle} cannot be {vaerdi}.", "{raad}"),
    "M045": ("{noegle} cannot be {vaerdi}.", "{raad}"),
    "M046": ("{noegle} has no value.", "Write a value, or delete the line."),
    "M047": ("{noegle} lacks contents.", "{raad}"),
    "M048": ("{noegle} holds too much at once.", "{raad}"),
    "M049": ("{noegle} cannot be {vaerdi}.", "{raad}"),
    "M050": (
        "{noegle} does not fit what can stand here.",
        "See the description of the key.",
    ),
    # --- Markdown ---
    "M070": (
        "HTML cannot be used in the text: {html}",
        "Write it in Markdown, or put \\ before < if the character is meant.",
    ),
    "M071": (
        "The list has more than {depth} levels.",
        "Divide it; Word knows no more levels.",
    ),
    "M072": ("{what} cannot stand inside {where}.", "Move it out on its own."),
    "M073": (
        "The picture {source} stands in the middle of a paragraph.",
        "Put an empty line before and after the picture.",
    ),
    "M074": (
        "The picture {source} has no alternative text.",
        "Write in the brackets what the picture shows: ![Map of the route](kort.png)",
    ),
    "M075": (
        "The picture {source} does not exist.",
        "The path begins in the meeting file's folder and must not lead out of it.",
    ),
    "M076": ("The link to {target} has no text.", "Write [text](address)."),
    "M077": (
        "The link {target} is not an address on the web.",
        (
            "Use an address that begins with https://, http://, mailto: or tel:."
            " A file is attached as a bilag."
        ),
    ),
    "M078": (
        "Nobody can see the text »{title}« after the address on paper.",
        "Write it in the text itself.",
    ),
    "M079": (
        "The row has {cells} cells, but the table has {columns} columns.",
        "Give the header row one more column, or write \\| for a vertical bar in the text.",
    ),
    "M080": (
        "The list is numbered {written}, but is printed as {printed}.",
        "Correct the numbers, or write \\. after the number if it is not meant as a list.",
    ),
    "M081": (
        "»{number}.« at the beginning of the line is read as a list that begins at {number}.",
        "Write »{number}\\.« if it is a date or a number in the text.",
    ),
    "M082": (
        "{{{name}=…}} is not known after a text in brackets.",
        "Only the language can be given: [text]{{lang=en}}",
    ),
    "M083": (
        (
            "The text is too long or too involved: at most {tegn} characters and {parenteser} "
            "brackets."
        ),
        "Divide it, or put it into a bilag.",
    ),
    # --- meaning across keys ---
    "M100": (
        "The date {vaerdi} does not exist.",
        "Look in the calendar; a date is written year-month-day.",
    ),
    "M101": (
        "{vaerdi} is not a time of day.",
        "Hours go from 0 to 23 and minutes from 00 to 59.",
    ),
    "M102": (
        "{noegle} ({slut}) is not after {foer} ({start}).",
        "Correct one of the two times.",
    ),
    "M103": (
        "A group cannot begin inside an item.",
        "Write `gruppe` at the item itself, not at a sub-item.",
    ),
    "M104": ("{navn} is neither a member, a substitute nor a guest.", "{raad}"),
    "M105": (
        "{navn} is not a member on {dato}.",
        "Correct fra and til at the name in forum.yaml, or write the name under gaester.",
    ),
    "M106": (
        "{navn} stands here for the second time; the name also stands in line {linje}.",
        "Let the name stand in one place.",
    ),
    "M107": (
        "{noegle} cannot stand together with afsnit.",
        "Move it into the list: - slags: {slags}",
    ),
    "M108": ("{noegle} does not belong in an afsnit with slags: {slags}.", "{raad}"),
    "M109": (
        "The afsnit (slags: {slags}) has no contents.",
        "Write {noegler}, or delete the afsnit.",
    ),
    "M110": (
        "Point {nr} is answered, but the indstilling has only {antal}.",
        "Correct the number, or add the point under at.",
    ),
    "M112": (
        "The file {fil} lies outside the folder {mappe}.",
        "Put a copy beside the meeting file, e.g. in bilag/.",
    ),
    "M113": (
        "{fil} is not a path that begins at the meeting file.",
        (
            "Write e.g. bilag/name.pdf with plain slashes; an address on the web belongs in the"
            " text as a link."
        ),
    ),
    "M114": ("{fil} is not a file.", "Write the name of the file, not of the folder."),
    "M115": (
        "The row has {celler} cells, but the table has {kolonner} columns.",
        'Correct the row; an empty cell is written "".',
    ),
    "M116": (
        "justering names {antal} columns, but the table has {kolonner}.",
        "Write venstre, midt or hoejre once for each column.",
    ),
    "M117": ("offentlig and lukket contradict one another.", "Let only one of them stand."),
    "M118": (
        "{noegle}: »{vaerdi}« can be read both as an answer and as a ground.",
        "Write ja or nej, or write out the ground.",
    ),
    "M119": (
        "The item's bilag are to stand here, but the item has none.",
        "Write bilag: at the item or here in the afsnit, or delete the afsnit.",
    ),
    "M120": (
        "The place of the item's bilag is already marked in line {linje}.",
        "Let only one afsnit with slags: bilag stand without bilag of its own.",
    ),
    "M121": (
        "The udfald »{udfald}« is not one of the fixed words and is printed as it stands.",
        "{raad}",
    ),
    "M122": (
        "The delbeslutning does not say what was decided.",
        "Write tekst, udfald or both.",
    ),
    "M123": (
        "{slags} stands here for the second time; it also stands in line {linje}.",
        "Each kind of afsnit is named once.",
    ),
    "M124": (
        "{slags} can never stand in the dagsorden.",
        "Delete the line: it comes in the referat only.",
    ),
    "M125": (
        "{navn} is named twice as a member at the same time; first in line {linje}.",
        "Delete one of them, or give them fra and til so that the periods do not overlap.",
    ),
    "M126": ("The membership ends before it begins.", "Correct fra or til."),
    "M127": (
        "The meeting belongs to no forum: there is no forum.yaml at the meeting file.",
        "Make the file {fil} with at least one line, e.g. navn: Teknisk Udvalg",
    ),
    "M128": ("The chair {navn} is not among the members.", "{raad}"),
    "M129": (
        "The forum's chair {navn} is not a member on this date.",
        "Write moedeleder: in the meeting file, or correct forum.yaml.",
    ),
    "M130": (
        "The year of the date {vaerdi} cannot be right.",
        "Write the date as year-month-day, e.g. 2025-09-12.",
    ),
    # --- numbers, times, attachments, who was there ---
    "M131": (
        "{slags} in the e-mail address: {tegn}.",
        (
            "Type the address anew. If the domain is to have other letters than Latin ones, write "
            "it in the form that begins with xn--."
        ),
    ),
    "M132": (
        "No mail server can look up the domain »{domaene}« of the e-mail address.",
        "A domain has letters, digits, hyphens and full stops; correct it.",
    ),
    "M140": (
        "The gruppe {gruppe} stands here for the second time; it also stands in line {linje}.",
        "Write the people under one gruppe, or give one of them another name.",
    ),
    "M141": (
        "{email} stands twice in the gruppe {gruppe}; first in line {linje}.",
        "Delete one of the lines.",
    ),
    "M142": (
        "The gruppe {gruppe} is to get {format}, but the forum only makes: {formater}.",
        "Write {format} under the forum's `formater`, or delete it here.",
    ),
    "M200": (
        "The number {nr} is used twice: »{other}« in line {line} has it as well.",
        "Correct `nr`, or delete it so that the item gets its own number.",
    ),
    "M201": (
        "»{titel}« begins {start}, but what comes before it ends only {cursor}.",
        "Correct `tid`, or make one of the items before it shorter.",
    ),
    "M202": (
        "Nothing is on the programme from {cursor} to »{titel}« {start}.",
        "Correct the times, or insert a pause; a pause without `tid` and `varighed` fills the gap.",
    ),
    "M203": (
        "The programme lasts until {end}, but the meeting ends {slut}.",
        "Correct `slut`, or make the items shorter.",
    ),
    "M204": (
        "»{titel}« is a skriftlig orientering and takes no time at the meeting.",
        "Delete `tid` and `varighed`, or choose another `sagstype`.",
    ),
    "M205": (
        "»{titel}« lasts {minutes} minutes by `tid`, but {varighed} by `varighed`.",
        "Delete one of them.",
    ),
    "M206": (
        "The sub-item »{titel}« ends {end}, after the item itself has ended {limit}.",
        "Make the item longer or the sub-items shorter.",
    ),
    "M207": (
        "The programme reaches past midnight at »{titel}«.",
        "Correct `varighed` and `tid`.",
    ),
    "M210": (
        "The bilag {fil} does not exist.",
        (
            "{raad}Put the file in the folder, or correct `fil`; the path begins in the meeting "
            "file's folder."
        ),
    ),
    "M211": (
        "The bilag {fil} does not exist yet.",
        "{raad}It must be there when the document is no longer a draft.",
    ),
    "M220": (
        "{navn} cannot arrive here: {navn} is present already.",
        "Correct `ankom`, or write in `forlod` of an earlier item when {navn} left.",
    ),
    "M221": (
        "{navn} cannot leave the meeting here: {navn} is not present.",
        "Correct `forlod`, or write in `ankom` when {navn} came.",
    ),
    # --- settings ---
    "M300": ("There is no setting »{key}«.", "{advice}"),
    "M301": (
        "»{key}« has no value.",
        (
            "Write a value, or delete the line; then the default holds. A colour must stand in "
            'quotation marks, e.g. "#1f3a5f": otherwise all after # is read as a comment.'
        ),
    ),
    "M302": ("»{key}« cannot be {value}.", "Write {wanted}."),
    "M303": ("»{key}« is {value}; that is outside what is possible.", "Write {wanted}."),
    "M304": ("»{key}« is missing.", "Write the line »{key}:« with {wanted} in this place."),
    "M310": (
        "There is no font »{navn}«.",
        (
            "Write the name of an installed font ({kendte}), or a file that ends in .ttf and lies "
            "beside pdf.yaml."
        ),
    ),
    "M311": (
        "The font »{navn}« lacks the face {snit} as a plain TrueType file.",
        "Choose another font, or name the files under normal, fed, kursiv and fed_kursiv.",
    ),
    "M312": (
        "The logo's file »{fil}« does not exist.",
        "Put the file in the same folder as pdf.yaml, or correct the name.",
    ),
    "M313": (
        "The logo has no alternative text.",
        (
            "Write under »alt:« what somebody who cannot see the logo must know, e.g. the name of "
            "the municipality."
        ),
    ),
    "M314": ("There is no {{{felt}}} in headers and footers.", "There are: {kendte}."),
    "M315": (
        "The margins leave no room for the text on the page.",
        "Make the margins smaller; there must be at least 60 mm in width and 80 mm in height.",
    ),
    "M316": ("There is no afsnit »{slags}«.", "There are: {kendte}."),
    "M317": (
        "The colour {forgrund} on {baggrund} has a contrast of only {forhold}:1.",
        "Choose another colour; {krav}:1 is the least that everybody can read (WCAG 2.2, 1.4.3).",
    ),
    "M318": (
        "The margin has no room for »{linje}«.",
        "Make the margin »{margen}« at least {mindst} mm, or make »afstand« smaller.",
    ),
    # --- Word templates ---
    "M330": (
        "The template cannot be read as a Word document. {reason}",
        "Open it in Word and save it as «Word Document (*.docx)».",
    ),
    "M331": (
        "{where}: A brace is missing, or there is one too many.",
        "A field is written {{{{ name }}}} and a line of code {{%p … %}}, whole in one paragraph.",
    ),
    "M332": (
        "{where}: The code {tag} cannot be understood.",
        (
            "Compare it with the table in docs/skabeloner.md, or copy the line from the standard "
            "template."
        ),
    ),
    "M333": (
        "{where}: The code {tag} cannot be used in these templates.",
        "Use fields and for, if, elif, else, endif and endfor.",
    ),
    "M334": ("{where}: There is no variable {name}.", "{suggestion}"),
    "M335": ("{where}: There is no filter {name}.", "{suggestion}"),
    "M336": (
        "{where}: {name} is not a list and cannot be repeated.",
        "These can: dokument.punkter, punkt.afsnit and dokument.slutafsnit.",
    ),
    "M337": (
        "{where}: {name} is whole paragraphs and cannot stand inside one.",
        "Write {{{{p {name} }}}}, alone in its paragraph.",
    ),
    "M338": (
        "{where}: {name} is text and not a paragraph itself.",
        "Write {{{{ {name} }}}} without p.",
    ),
    "M339": (
        "{where}: {name} cannot be written, because it consists of several things.",
        "Choose one of them: {choices}.",
    ),
    "M340": (
        "{where}: Something else than {tag} stands in the paragraph; it would be lost.",
        "Move it to a paragraph of its own.",
    ),
    "M341": (
        "{where}: {tag} ends something that has not begun.",
        "Insert the beginning, or delete the line.",
    ),
    "M342": ("{where}: {tag} is not ended.", "Insert {end} where it should end."),
    "M343": (
        "{where}: {tag} spans several paragraphs without p.",
        "Write {{%p … %}} at both the beginning and the end, each in its own paragraph.",
    ),
    "M344": (
        (
            "{where}: {tag} stands in another place than its beginning, e.g. only one of them in a "
            "table."
        ),
        "Both must stand in the body text or in the same table cell.",
    ),
    "M345": (
        "{where}: {tag} is the last thing in a table cell, which may then be empty.",
        "Let an ordinary paragraph be the last thing in the cell.",
    ),
    "M346": (
        "{where}: The paragraph with {tag} holds a section or page break that would be lost.",
        "Move the break to another paragraph.",
    ),
    "M347": (
        "{where}: There are tracked changes.",
        "Accept or reject all changes in Word (Review), and save again.",
    ),
    "M349": (
        "{where}: Codes are not filled in here.",
        (
            "Codes can stand in the body text, in tables and in headers and footers, not in text "
            "boxes, notes, fields and descriptions of pictures."
        ),
    ),
    "M350": (
        "The template lacks the style «{name}» ({kind}).",
        "Copy it from the standard template (Styles, Manage, Import/Export).",
    ),
    "M351": (
        "The style «{name}» has no bullets or numbers.",
        "Choose Modify Style, Format, Numbering, and save again.",
    ),
    "M352": (
        "The template cannot be filled in: {detail}.",
        "Compare it with the standard template.",
    ),
    "M353": (
        "The template does not show all contents: {tag} is missing.",
        "Insert the line where the contents should stand.",
    ),
    "M354": (
        "The template does not show {{{{ dokument.fortrolighed }}}} on every page.",
        "Insert the field in the header, also in that of the first page and of even pages.",
    ),
    "M355": (
        "The bookmark or picture «{name}» stands in something that is repeated.",
        "Delete it, or move it out of what is repeated.",
    ),
    "M356": (
        "The text «{text}» holds a character that cannot stand in a Word document ({character}).",
        "Delete the invisible character in the meeting file.",
    ),
    "M358": (
        "The template does not give a valid Word document ({detail}).",
        "Compare it with the standard template.",
    ),
    "M359": (
        "A picture in {where} has no alternative text.",
        "Right-click it, choose “View Alt Text”, and say what it shows; or mark it as decorative.",
    ),
    # --- what a Word template may hold ---
    "M380": (
        "The template is too large: {what}.",
        (
            "Save pictures smaller, and delete what the template does not use; or begin with the "
            "standard template."
        ),
    ),
    "M381": (
        "The part «{part}» is packed as no part of a Word file may be: {reason}.",
        (
            "Open the template in Word and save it again; do not use it if you do not know where "
            "it comes from."
        ),
    ),
    "M382": (
        "The part «{part}» begins with a DTD, which no Word file has.",
        (
            "Open the template in Word and save it again; do not use it if you do not know where "
            "it comes from."
        ),
    ),
    "M383": (
        (
            "The part «{part}» has something with it that must not be in a template: {kind} "
            "({target})."
        ),
        (
            "Delete it in Word and save again. Text, tables, links, pictures and fonts may be "
            "there; embedded files, macros, charts and other documents may not."
        ),
    ),
    "M384": (
        "The part «{part}» fetches something from outside the file: {kind} ({target}).",
        "Insert the picture in the template instead of a link to it, or delete it.",
    ),
    "M385": (
        "{where}: The link leads to no web page, e-mail address or telephone ({target}).",
        "Write an address that begins with https://, http://, mailto: or tel:.",
    ),
    "M386": (
        "The part «{part}» is of a kind that must not be in a template ({kind}).",
        (
            "Delete it in Word and save again as “Word Document (*.docx)”. Pictures are to be PNG, "
            "JPEG, GIF, EMF or WMF."
        ),
    ),
    "M387": (
        "{where}: The field «{code}» must not be in a template.",
        (
            "Right-click it and delete it. Fields may show page numbers, contents, references, the "
            "title and links; they may not fetch files, run anything, or show today's date, a file "
            "name or a user's name. What belongs to the meeting is written {{{{ dokument.… }}}}."
        ),
    ),
    "M388": (
        "{where}: There is hidden text, which would go out with the document.",
        "Delete it, or make it visible: select it, press Ctrl+D, and clear Hidden.",
    ),
    "M389": (
        (
            "{where}: {element} refers to something that is not in the template, or that cannot "
            "come along."
        ),
        "Delete it, and insert it again as text or as an ordinary picture.",
    ),
    "M390": (
        "The template is set up for mail merge with a data source (the part «{part}»).",
        "Choose Mailings, Start Mail Merge, Normal Word Document, and save again.",
    ),
    "M391": (
        "The picture in the part «{part}» cannot be read to its end.",
        "Save it again as PNG, and insert it anew.",
    ),
    "M392": (
        "The template repeats too much: the document would be larger than anyone can read.",
        "Look for repetitions (for) inside each other, and for the filter replace.",
    ),
    # --- PDF ---
    "M360": (
        "No font has {tegn}.",
        "Write it in another way, or add a font that has it under »reserve« in {stil}.",
    ),
    "M362": ("The link points at »{maal}«, which is not in the document.", "Correct the link."),
    "M363": (
        "The PDF cannot show {tegn}: that is written from right to left.",
        "Write the word in Latin letters, or enclose the text as an attachment.",
    ),
    "M364": (
        "The table has {antal} columns; Word can show at most {mest}.",
        "Split it into several, or put it into an attachment.",
    ),
    # --- the command ---
    "M400": (
        "There is no template set »{navn}«. There are: {kendte}.",
        "Correct `skabelon` in forum.yaml.",
    ),
    "M401": (
        "The template set {navn} lacks the file {fil}.",
        "Copy it from the standard template set, and adapt it in Word.",
    ),
    "M402": (
        "The file is called like a document of moedebog's, which did not make it. It stays.",
        "Move it out of the folder, or give it another name.",
    ),
    "M403": (
        (
            "The file is a document that moedebog made, under another name. It stays, also when "
            "what it shows has been closed since."
        ),
        "Move it out of the folder, or delete it.",
    ),
    "M404": (
        (
            "moedebog.yaml no longer names this folder under `output`, but it still holds {antal} "
            "of moedebog's files. They go when their meeting changes, but are not made again."
        ),
        "Delete them, or run make clean.",
    ),
    "M405": (
        (
            "The folder has held moedebog's documents, but is now a link out of the project. What "
            "lies there is not removed."
        ),
        "See whether anything must be deleted there, and delete the link.",
    ),
    "M410": (
        "{antal} more things were found in the file.",
        "Correct those that are shown; then the rest will be.",
    ),
    "M411": ("The file is not read: it does not end in .yaml.", "Rename it to {navn}."),
    "M412": (
        "The folder is not read: it is a link to another folder.",
        "Put the folder itself here.",
    ),
    "M419": (
        "{noegle} cannot be {mappe}: what is closed would lie with what is public.",
        "Give what is closed a folder of its own, outside git.",
    ),
    # --- mailing ---
    "M450": (
        "The template of messages cannot be used: {fejl}",
        "Correct it, or copy it from the mail folder of the standard template set.",
    ),
    "M455": (
        "The file of what was issued cannot be read.",
        "moedebog writes it, and it is not edited by hand; take it from git again.",
    ),
    "M456": (
        "The attachment »{titel}« cannot be sent: there is no file {fil}.",
        "Put the file into the folder, or take the attachment out of the meeting file.",
    ),
    "M457": (
        "{navn} is inhabil in an item, but no recipient has that name, so nothing is held back.",
        "If they get the material, write the name at the address under modtagere in forum.yaml.",
    ),
    "M458": (
        "The document is marked as a draft and is sent so.",
        "Correct {noegle} in the meeting file if that is not intended.",
    ),
    "M459": (
        "{fil} belongs to the meeting with the id »{andet}«, but the meeting file has »{eget}«.",
        (
            "If it is the same meeting, write id: {andet} in the meeting file. If not, rename "
            "{fil} after its own meeting."
        ),
    ),
    "M460": (
        "{fil} belongs to a meeting whose file is gone. Is this the same meeting, renamed?",
        (
            "If so, write id: {andet} in the meeting file. If not, put {fil} into an archive "
            "outside the folder."
        ),
    ),
    "M461": (
        (
            "{fil} is also a meeting with the id »{id}«, so mailings and calendar cannot tell "
            "them apart."
        ),
        "Give one of them another id, or delete the file if the meeting has been moved.",
    ),
    "M462": (
        "{modtager} gets what {navn} is inhabil in, and may be the same person.",
        (
            "If it is {navn}, write navn: {navn} at the address, and it is held back. If it is "
            "somebody else, write their whole name."
        ),
    ),
    "M463": (
        "It cannot be seen whose address {email} is, and it gets what {navne} is inhabil in.",
        "Write the name at the address: navn and email.",
    ),
    "M464": (
        (
            "The source of what is closed in {dokument}, version {version}, cannot be read here. "
            "Whether that has changed since is decided by checksums."
        ),
        "Get the folder {mappe} from the machine the version was sent from; it is not in git.",
    ),
    "M465": (
        (
            "The source of {dokument}, version {version}, cannot be read here. What has changed "
            "since is decided by checksums."
        ),
        "Get the folder {mappe} from git again.",
    ),
    "M466": (
        (
            "Something is to be rewritten here ({hvad}), but it is written in a way that moedebog "
            "does not correct without touching the rest."
        ),
        "Correct it by hand.",
    ),
    "M467": (
        "The tag {maerke} uses a name that has changed, but Word has cut it into pieces.",
        "Write the tag anew in Word, with {nyt}.",
    ),
    "M468": (
        (
            "The file names attachments, but the meeting cannot be read here, so nobody knows "
            "which are closed."
        ),
        "Correct the meeting file and run the command again; or remove the names of closed ones.",
    ),
    # --- rules across a meeting ---
    "M500": (
        "The file is called {navn}, but the meeting is on {dato}.",
        "Correct `dato`, or rename the file; `id` can keep the meeting's old name.",
    ),
    "M501": ("»{skrevet}« does not fit: {dato} is a {ugedag}.", "Correct the weekday or the date."),
    "M502": ("»{skrevet}« is not a day in the calendar.", "Correct the date."),
    "M503": ("The meeting is on a day off: {dag}.", "Make sure that the date is right."),
    "M504": (
        (
            "The dagsorden was sent out {antal} weekdays before the meeting; the forum's deadline"
            " is {frist}."
        ),
        "Correct `dagsorden_udsendt`, or write `tillaeg: ja` and `tillaeg_grund` at every case.",
    ),
    "M505": (
        (
            "The forum has a deadline for the dagsorden, but it is not written here when it was "
            "sent out."
        ),
        "Write e.g. dagsorden_udsendt: {dato}",
    ),
    "M506": (
        "The dagsorden cannot have been sent out after the meeting.",
        "Correct `dagsorden_udsendt` or `dato`.",
    ),
    "M507": (
        "The late item »{titel}« does not say why it cannot wait.",
        "Write `tillaeg_grund` at the item.",
    ),
    "M508": ("The deadline {frist} is before the meeting.", "Correct `frist`."),
    "M510": (
        "The referat is approved, but »{titel}« has no decision.",
        "Write `beslutning` or `udfald`; it can be ikke_behandlet or udgaar.",
    ),
    "M511": (
        "The indstilling is neither answered nor decided.",
        "Write `beslutning`, `udfald` or `delbeslutninger`.",
    ),
    "M512": (
        "A decision stands under Eventuelt.",
        "Give the case an item of its own; as a rule nothing is decided under Eventuelt.",
    ),
    "M513": (
        "After the closed item comes an open one, »{titel}«.",
        "Move the closed items last, so that listeners need not go out and in.",
    ),
    "M514": (
        "The decision tells what happened at a meeting on {dato}, which has not been held yet.",
        "Correct the date or the tense.",
    ),
    "M515": (
        "The case is to come up again on {dato}, but it is not on that meeting's dagsorden.",
        "Put it on the dagsorden in {fil}, or correct the date.",
    ),
    "M520": (
        "{antal} votes were cast, but only {stemmeberettigede} could vote.",
        "Correct the votes, or who is present (`afbud`, `ankom`, `forlod`, `inhabil`).",
    ),
    "M521": (
        "{antal} votes are accounted for, but {stemmeberettigede} could vote.",
        "Write the rest under `undlod`, or correct who is present.",
    ),
    "M522": (
        "{navn} votes, but is not present at the item.",
        "Correct the vote, or write in `ankom` when {navn} came.",
    ),
    "M523": ("{navn} votes, but is inhabil at the item.", "Correct the vote or `inhabil`."),
    "M524": ("{navn} votes twice.", "Let the name stand in one place of the vote."),
    "M525": (
        "Here are {navne} names, but only {antal} votes.",
        "Correct `antal`, or delete names.",
    ),
    "M526": (
        "Only {antal} can take part in »{titel}«{flere}; the forum has a quorum with {kraevet}.",
        "Make sure that regrets, substitutes and the inhabile are right; else the case must wait.",
    ),
    "M527": ("»{navn}« votes, but is neither a member nor a party of the forum.", "{raad}"),
    "M530": ("The file {fil} is empty.", "Put the right file there, or delete `fil`."),
    "M531": ("The file {fil} cannot be read.", "See whether you have access to it."),
    "M532": (
        "The file {fil} is not what its name says; its contents are not {type}.",
        "Save it again in the right format, or correct the ending.",
    ),
    "M533": (
        "The file {fil} takes up {stoerrelse}; above {graense} MB many cannot get it by e-mail.",
        "Make its pictures smaller, or correct politik: stoerste_bilag_mb in forum.yaml.",
    ),
    "M534": (
        "The title »{titel}« of the bilag is just the name of a file.",
        "Write what the bilag is, e.g. Notat om budgettet.",
    ),
    "M535": (
        "»{ord}« in the title of the bilag belongs to the drafting.",
        "Write the title as a citizen is to read it.",
    ),
    "M536": (
        "»{ord}« stands in the title of the bilag; moedebog numbers it itself, here as {nummer}.",
        "Delete the number in the title.",
    ),
    "M537": (
        "The PDF file {fil} is not tagged for screen readers.",
        "Save it again from Word as PDF with »Document structure tags for accessibility« on.",
    ),
    "M538": (
        "The file {fil} is not whole: its end is missing.",
        "Fetch or save it again, and see whether it can be opened.",
    ),
    "M539": (
        "The picture “{fil}” cannot be read.",
        "It must be a whole file in the format PNG, JPEG or GIF; save it again.",
    ),
    "M540": (
        "Something that looks like a CPR number stands here, in the public version.",
        (
            "Delete the number, or close the item with `lukket`. If it is another number, write in "
            "front of it what it is, e.g. konto or journalnummer."
        ),
    ),
    "M541": (
        "The heading »{overskrift}« skips a level.",
        "Write {ret} instead of {skrevet}; levels go down one step at a time.",
    ),
    "M542": (
        "»{ord}« stands in the title; moedebog writes number and time itself.",
        "Delete it in the title; use `nr`, `tid` or `varighed`.",
    ),
    "M543": (
        "The text refers to item {nr}, but the meeting has no item {nr}.",
        "Correct the number.",
    ),
    "M544": (
        "The text refers to a meeting on {dato}, but the forum has no meeting on that day.",
        "Correct the date, or write which forum's meeting it is.",
    ),
    "M545": (
        (
            "»{titel}« lacks the section {slags}, which the forum requires with the sagstype "
            "{sagstype}."
        ),
        "Write {slags}: at the item, or correct the policy in forum.yaml.",
    ),
    "M546": (
        "»{overskrift}« is much like »{standard}«, but spelt in another way.",
        "Write {standard} if that is what is meant.",
    ),
    "M547": (
        "»{tekst}« has not become a link, but is printed as it stands.",
        "Write [text](https://example.org) without spaces in the address and between the brackets.",
    ),
    "M548": (
        "Something that looks like a CPR number stands here, in forum.yaml.",
        (
            "Delete the number; what stands here gets into all documents of the forum. If it is "
            "another number, write in front of it what it is, e.g. konto or journalnummer."
        ),
    ),
    "M550": (
        "The file {fil} is protected by a password, so that recipients cannot open it.",
        "Save it again without one; what is confidential is kept by `offentlig: nej` at the bilag.",
    ),
    "M551": (
        "moedebog could not look at the file: there is a bug in the program ({fejl}).",
        "Report the bug with what is said of it at the end. It stops no other meeting.",
    ),
    "M552": (
        "The system stopped moedebog while it looked at the file, as a rule for want of memory.",
        "Split long texts, or close other programs. It stops no other meeting.",
    ),
    "M553": (
        "The file »{fil}« cannot be reached: {grund}.",
        "Put it beside the meeting file, e.g. in bilag/, under a short name, and write that here.",
    ),
    "M555": (
        "The number here may be a CPR number, and stands in the public version.",
        "If it is one, delete it, or close the item with `lukket`.",
    ),
    "M556": (
        "The number here, in forum.yaml, may be a CPR number.",
        "If it is one, delete it; what stands here gets into all documents of the forum.",
    ),
}
"""By code: the message and the hint."""

FORMS: dict[str, str] = {
    "Brug kun bogstaverne a-z, tal, punktum, bindestreg og understreg.": (
        "Use only the letters a-z, digits, full stop, hyphen and underscore."
    ),
    "Brug kun små bogstaver a-z, tal, bindestreg og understreg.": (
        "Use only the small letters a-z, digits, hyphen and underscore."
    ),
    "Skriv datoen som år-måned-dag, f.eks. 2025-09-12.": (
        "Write the date as year-month-day, e.g. 2025-09-12."
    ),
    "Brug kun bogstaver, tal, bindestreg og mellemrum, højst 40 tegn.": (
        "Use only letters, digits, hyphens and spaces, at most 40 characters."
    ),
    "Skriv en e-mailadresse, f.eks. post@example.org.": (
        "Write an e-mail address, e.g. post@example.org."
    ),
    "Skriv klokkeslættet som timer og minutter, f.eks. 10:30.": (
        "Write the time as hours and minutes, e.g. 10:30."
    ),
    "Skriv tidsrummet som f.eks. 10:45-11:30, eller kun starten: 10:45.": (
        "Write the slot as e.g. 10:45-11:30, or the start alone: 10:45."
    ),
    "Teksten er tom; skriv noget, eller slet linjen.": (
        "The text is empty; write something, or delete the line."
    ),
    "Udfaldet er tomt; skriv noget, eller slet linjen.": (
        "The udfald is empty; write something, or delete the line."
    ),
    "Værdien er tom; skriv ja, nej eller grunden.": (
        "The value is empty; write ja, nej or the ground."
    ),
    "Værdien er tom; skriv noget, eller slet linjen.": (
        "The value is empty; write something, or delete the line."
    ),
}
"""What the schemas say about the form of a text (``patternErrorMessage``)."""
