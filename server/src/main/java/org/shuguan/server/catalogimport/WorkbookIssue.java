package org.shuguan.server.catalogimport;

import java.util.Map;
import org.shuguan.server.platform.Rows;

/// What is wrong in a workbook, or worth a second look, and where. Its words are the texts `catalog.finding.<code>`
/// and `catalog.advice.<code>`.
///
/// @param line the row's number as the spreadsheet shows it, from 1; 0 for the whole sheet
/// @param col the column's head
record WorkbookIssue(Level level, String sheet, int line, String col, String code, Map<String, String> facts) {
    enum Level {
        /// the entry cannot be taken in
        ERROR,
        /// it can
        HINT;

        @com.fasterxml.jackson.annotation.JsonValue
        String word() {
            return Rows.word(this);
        }
    }
}
