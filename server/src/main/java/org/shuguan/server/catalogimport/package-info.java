/// The catalog as workbooks of the national guide: how an export is written, and how an import is read, compared
/// with the catalog, shown and, after confirmation, written as drafts. It alone knows the columns and words of
/// the guide's workbook and the codes that entries have in imported workbooks; entries are written by the module
/// `catalog` only.
@NullMarked
package org.shuguan.server.catalogimport;

import org.jspecify.annotations.NullMarked;
