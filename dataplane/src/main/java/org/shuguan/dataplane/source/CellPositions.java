package org.shuguan.dataplane.source;

import java.nio.ByteBuffer;

/// Finds positions of cells and rows (`<c r="XFD1">`, `<row r="1048576">`) beyond the limits of spreadsheets in
/// the XML of a workbook's part, in one pass over its bytes and without parsing it: a part may have gigabytes.
/// Attributes other than `r`, texts, quoted values, comments and declarations are passed over. UTF-16 and UTF-32
/// are told by the first bytes; in all other encodings that XML may have here, ASCII characters are single bytes.
///
/// The limits are those of ECMA-376: 16,384 columns (XFD) and 1,048,576 rows.
final class CellPositions {
    static final int LAST_COLUMN = 16_384;
    static final int LAST_ROW = 1_048_576;
    private static final int OTHER = -1;
    private static final int LONGEST = 3;

    private enum Place {
        TEXT,
        /// after `<`
        OPENED,
        ELEMENT,
        TAG,
        NAME,
        QUOTED,
        POSITION
    }

    /// bytes of a character unit; 0 before the first part
    private int width;
    private boolean bigEndian;
    private int pending;
    private int pendingBytes;

    private Place place = Place.TEXT;
    private int quote;
    /// `r` while the attribute's name is that
    private int name = OTHER;
    private long column;
    private long row;
    /// the element's name without its prefix, as far as it can be `c` or `row`
    private final StringBuilder element = new StringBuilder();

    /// Goes on with the next bytes of the part.
    ///
    /// @param length how many of them are to be read; the first part has at least four bytes if the whole has
    /// @return false if one of the positions so far is beyond the limits
    boolean isPossible(byte[] bytes, int length) {
        if (width == 0) {
            detect(bytes, length);
        }
        for (int i = 0; i < length; i++) {
            int b = bytes[i] & 0xFF;
            if (width > 1) {
                pending |= b << (8 * (bigEndian ? width - 1 - pendingBytes : pendingBytes));
                if (++pendingBytes < width) {
                    continue;
                }
                b = pending;
                pending = 0;
                pendingBytes = 0;
            }
            if (!step(b)) {
                return false;
            }
        }
        return true;
    }

    private void detect(byte[] bytes, int length) {
        int first = length < 4 ? 0 : ByteBuffer.wrap(bytes).getInt();
        // Each with its byte order mark, and without, by the `<` that an XML document begins with.
        bigEndian = first == 0x0000FEFF || first == 0x0000003C || first >>> 16 == 0xFEFF || first >>> 16 == 0x003C;
        boolean four = first == 0x0000FEFF || first == 0x0000003C || first == 0xFFFE0000 || first == 0x3C000000;
        boolean two = bigEndian || first >>> 16 == 0xFFFE || first >>> 16 == 0x3C00;
        width = four ? 4 : two ? 2 : 1;
    }

    private boolean step(int unit) {
        switch (place) {
            case TEXT -> {
                if (unit == '<') {
                    place = Place.OPENED;
                }
            }
            // Comments, declarations and CDATA have quotes without an end; what looks like a tag in them is read as
            // one.
            case OPENED -> {
                place = unit == '!' || unit == '?' || unit == '>' ? Place.TEXT : Place.ELEMENT;
                name = OTHER;
                element.setLength(0);
                element(unit);
            }
            case ELEMENT -> {
                if (unit == '>' || unit == '/' || unit <= ' ') {
                    tag(unit == '/' ? ' ' : unit);
                } else {
                    element(unit);
                }
            }
            case TAG, NAME -> tag(unit);
            case QUOTED -> {
                if (unit == quote) {
                    place = Place.TAG;
                    name = OTHER;
                }
            }
            case POSITION -> {
                return position(unit);
            }
        }
        return true;
    }

    private void tag(int unit) {
        switch (unit) {
            case '>' -> place = Place.TEXT;
            case '"', '\'' -> {
                quote = unit;
                place = name == 'r' && isCellOrRow() ? Place.POSITION : Place.QUOTED;
                column = 0;
                row = 0;
            }
            // Blanks may stand between a name and its equals sign.
            case ' ', '\t', '\n', '\r' -> place = Place.TAG;
            case '=' -> {}
            default -> {
                name = place == Place.TAG && unit == 'r' ? 'r' : OTHER;
                place = Place.NAME;
            }
        }
    }

    private void element(int unit) {
        if (unit == ':') {
            element.setLength(0);
        } else if (element.length() <= LONGEST) {
            element.append((char) unit);
        }
    }

    /// Charts and drawings have an `r` too, for margins and radii.
    private boolean isCellOrRow() {
        return "c".contentEquals(element) || "row".contentEquals(element);
    }

    private boolean position(int unit) {
        if (unit == quote) {
            place = Place.TAG;
            name = OTHER;
        } else if (unit >= '0' && unit <= '9') {
            row = row * 10 + (unit - '0');
        } else if ((unit >= 'A' && unit <= 'Z') || (unit >= 'a' && unit <= 'z')) {
            column = column * 26 + ((unit & ~0x20) - 'A' + 1);
        }
        return row <= LAST_ROW && column <= LAST_COLUMN;
    }
}
