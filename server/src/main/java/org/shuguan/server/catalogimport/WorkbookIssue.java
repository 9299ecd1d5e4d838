package org.shuguan.server.catalogimport;

import java.util.Map;
import org.shuguan.server.platform.Rows;

/// A finding in a workbook and its place. The texts are `catalog.finding.<code>` and `catalog.advice.<code>`.
///
/// @param line the row number as the spreadsheet shows it, from 1; 0 for the whole sheet
/// @param col the head of the column
record WorkbookIssue(Level level, String sheet, int line, String col, String code, Map<String, String> facts) {
    enum Level {
        /// the entry cannot be imported
        ERROR,
        /// the entry can be imported
        HINT;

        @com.fasterxml.jackson.annotation.JsonValue
        String word() {
            return Rows.word(this);
        }
    }
}
