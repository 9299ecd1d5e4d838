package org.shuguan.server.province;

import java.util.ArrayList;
import java.util.List;

/// CSV (RFC 4180) with commas, as the province reads and writes it.
final class CsvText {
    /// A record of a file.
    ///
    /// @param number the number of its first line, from 1
    record Line(int number, List<String> cells) {
        Line {
            cells = List.copyOf(cells);
        }
    }

    /// A quotation mark is not closed.
    static final class Unclosed extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;

        private Unclosed(int line) {
            super("line " + line);
            this.line = line;
        }

        /// The first line of the record.
        int line() {
            return line;
        }
    }

    private CsvText() {}

    /// A line with its end.
    static String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            line.append(i == 0 ? "" : ",");
            // One empty cell would be an empty line.
            boolean quoted = cell.chars().anyMatch(sign -> sign == ',' || sign == '"' || sign == '\r' || sign == '\n')
                    || (cell.isEmpty() && cells.size() == 1);
            line.append(quoted ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell);
        }
        return line.append("\r\n").toString();
    }

    /// The records of a text; empty lines are left out.
    ///
    /// @throws Unclosed if a quotation mark is not closed, so that it is not known where the records end
    static List<Line> read(String text) throws Unclosed {
        List<Line> lines = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        int number = 1;
        int first = 1;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            boolean doubled = quoted && sign == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
            if (doubled) {
                cell.append('"');
                i++;
            } else if (sign == '"' && (quoted || cell.isEmpty())) {
                quoted = !quoted;
                wasQuoted = true;
            } else if (!quoted && sign == ',') {
                cells.add(cell.toString());
                cell.setLength(0);
            } else if (!quoted && (sign == '\n' || sign == '\r')) {
                if (sign == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                end(lines, first, cells, cell, wasQuoted);
                wasQuoted = false;
                number++;
                first = number;
            } else {
                number += sign == '\n' ? 1 : 0;
                cell.append(sign);
            }
        }
        if (quoted) {
            throw new Unclosed(first);
        }
        end(lines, first, cells, cell, wasQuoted);
        return lines;
    }

    private static void end(List<Line> lines, int first, List<String> cells, StringBuilder cell, boolean quoted) {
        if (!cells.isEmpty() || !cell.isEmpty() || quoted) {
            cells.add(cell.toString());
            lines.add(new Line(first, cells));
        }
        cells.clear();
        cell.setLength(0);
    }
}
