// What MuPDF makes of a PDF: mutool run mupdf.js FILE
var pdf = Document.openDocument ? Document.openDocument(scriptArgs[0]) : new Document(scriptArgs[0]);

function page(uri) {
  var place = pdf.resolveLink(uri);
  return typeof place === "number" ? place : place.page;
}

var bookmarks = [];
function read(items) {
  for (var at = 0; items && at < items.length; at++) {
    bookmarks.push([items[at].title, items[at].uri ? page(items[at].uri) : items[at].page]);
    read(items[at].down);
  }
}
read(pdf.loadOutline());

var links = [];
for (var number = 0; number < pdf.countPages(); number++) {
  var found = pdf.loadPage(number).getLinks();
  for (var at = 0; at < found.length; at++) {
    var uri = found[at].getURI ? found[at].getURI() : found[at].uri;
    if (uri.charAt(0) === "#") links.push([number, page(uri)]);
  }
}
print(JSON.stringify({ pages: pdf.countPages(), bookmarks: bookmarks, links: links }));
