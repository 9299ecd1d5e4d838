package org.shuguan.dataplane.source;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.poi.ss.usermodel.FormulaError;
import org.jspecify.annotations.Nullable;

/// The rows of one sheet of a workbook of Excel 2 to Excel 95 (BIFF2 to BIFF5), streamed record by record. Texts
/// are in the code page that the workbook names.
final class OldXlsLines implements LineSource {
    /// Opens the stream of records.
    interface Records {
        InputStream open() throws IOException;
    }

    /// A sheet in the workbook's list.
    record Sheet(String name, boolean hidden) {}

    private static final int LAST_COLUMN = 256;

    private final String file;
    private final Records records;
    private final int sheet;
    private List<Sheet> sheets = List.of();
    private List<List<String>> hiddenColumns = List.of();
    private boolean since1904;
    private int version;
    private Charset encoding = StandardCharsets.ISO_8859_1;

    /// @param file the file's name, for what is said when it cannot be read
    /// @param sheet index of the sheet; -1 for the list of sheets only
    OldXlsLines(String file, Records records, int sheet) {
        this.file = file;
        this.records = records;
        this.sheet = sheet;
    }

    /// The workbook's sheets; available after all rows were read.
    List<Sheet> sheets() {
        return sheets;
    }

    /// Hidden columns of a sheet; available after all rows were read.
    List<String> hiddenColumns(int of) {
        return hiddenColumns.get(of);
    }

    boolean isSince1904() {
        return since1904;
    }

    /// The version that wrote the workbook: `95`, `4`, `3`, `2`; available after all rows were read.
    String version() {
        return version >= 5 ? "95" : Integer.toString(version);
    }

    Charset encoding() {
        return encoding;
    }

    @Override
    public void readWhile(Predicate<ParsedLine> taker) throws IOException, SourceUnreadable {
        try (InputStream in = new BufferedInputStream(records.open(), 1 << 16)) {
            Reader reader = new Reader(taker);
            long at = 0;
            byte[] head = new byte[4];
            while (reader.more && in.readNBytes(head, 0, 4) == 4) {
                int kind = (head[0] & 0xFF) | (head[1] & 0xFF) << 8;
                int length = (head[2] & 0xFF) | (head[3] & 0xFF) << 8;
                byte[] data = in.readNBytes(length);
                if (data.length < length) {
                    throw new EOFException("the workbook ends inside a record");
                }
                if (at == 0 && !isBegin(kind)) {
                    throw new IOException("not a workbook");
                }
                if (reader.ended && kind == 0 && length == 0) {
                    break;
                }
                reader.take(at, kind, ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN));
                at += 4L + length;
            }
            reader.end();
            sheets = reader.sheets();
            hiddenColumns = reader.hidden;
            since1904 = reader.since1904;
            version = reader.version;
            encoding = reader.encoding;
        } catch (java.nio.BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IOException("a record of the workbook is too short", e);
        }
    }

    private static boolean isBegin(int kind) {
        return kind == 0x809 || kind == 0x409 || kind == 0x209 || kind == 0x9;
    }

    private final class Reader {
        private static final int SHEET = 0x10;

        private final Predicate<ParsedLine> taker;
        private final Map<Long, Sheet> listed = new HashMap<>();
        private final List<Sheet> found = new ArrayList<>();
        private final List<List<String>> hidden = new ArrayList<>();
        private final Map<Integer, String> formats = new HashMap<>();
        private final BitSet days = new BitSet();
        private final BitSet elapsed = new BitSet();
        private int styles;
        private int codes;
        private int version;
        private boolean since1904;
        private Charset encoding = Charset.forName("windows-1252");
        private int at = -1;
        private int depth;
        private int inside = -1;
        private boolean ended;
        private int row = -1;
        private int textOf = -1;
        private List<@Nullable String> cells = new ArrayList<>();
        private boolean more = true;

        Reader(Predicate<ParsedLine> taker) {
            this.taker = taker;
        }

        List<Sheet> sheets() {
            return found;
        }

        void take(long position, int kind, ByteBuffer data) throws IOException, SourceUnreadable {
            switch (kind) {
                case 0x809, 0x409, 0x209, 0x9 -> begin(position, kind, data);
                case 0xA -> {
                    depth--;
                    if (depth < inside) {
                        end();
                        inside = -1;
                    }
                    ended = depth <= 0;
                }
                case 0x2F -> throw new SourceUnreadable(SourceUnreadable.Reason.LOCKED, file, null);
                case 0x42 -> encoding = encoding(data.getShort(0) & 0xFFFF);
                case 0x22 -> since1904 = data.getShort(0) == 1;
                case 0x85 -> list(data);
                case 0x1E, 0x41E -> format(kind, data);
                case 0xE0, 0x43, 0x243, 0x443 -> style(kind, data);
                default -> {
                    if (depth == inside && at >= 0) {
                        inSheet(kind, data);
                    }
                }
            }
        }

        private void begin(long position, int kind, ByteBuffer data) {
            if (version == 0) {
                version = kind == 0x809 ? 5 : kind == 0x409 ? 4 : kind == 0x209 ? 3 : 2;
            }
            int type = data.limit() >= 4 ? data.getShort(2) : SHEET;
            depth++;
            // Charts are nested inside sheets, or stand beside them.
            if (inside < 0 && type == SHEET) {
                inside = depth;
                at++;
                Sheet known = listed.get(position);
                found.add(known == null ? new Sheet("Sheet" + (at + 1), false) : known);
                hidden.add(new ArrayList<>());
            }
        }

        private void list(ByteBuffer data) {
            long position = data.getInt(0) & 0xFFFFFFFFL;
            int length = data.get(6) & 0xFF;
            listed.put(position, new Sheet(text(data, 7, length), (data.get(4) & 3) != 0));
        }

        private void format(int kind, ByteBuffer data) {
            if (version >= 5) {
                formats.put(data.getShort(0) & 0xFFFF, text(data, 3, data.get(2) & 0xFF));
            } else if (kind == 0x41E) {
                formats.put(codes++, text(data, 3, data.get(2) & 0xFF));
            } else {
                formats.put(codes++, text(data, 1, data.get(0) & 0xFF));
            }
        }

        private void style(int kind, ByteBuffer data) {
            int number = switch (kind) {
                case 0xE0 -> data.getShort(2) & 0xFFFF;
                case 0x43 -> data.get(2) & 0x3F;
                default -> data.get(1) & 0xFF;
            };
            // Until Excel 4 a format's number is its place in the list.
            String code = formats.get(number);
            days.set(styles, version >= 5 ? SheetNumber.isDate(number, code) : SheetNumber.isDate(code));
            elapsed.set(styles, code != null && SheetNumber.isElapsed(number, code));
            styles++;
        }

        private void inSheet(int kind, ByteBuffer data) throws IOException {
            if (kind == 0x7D && (data.getShort(8) & 1) != 0) {
                hide((data.getShort(0) & 0xFFFF) + 1, (data.getShort(2) & 0xFFFF) + 1);
            }
            if (at != sheet) {
                return;
            }
            switch (kind) {
                case 0x2 -> put(data, number(data.get(4) & 0x3F, data.getShort(7) & 0xFFFF));
                case 0x3 -> put(data, number(data.get(4) & 0x3F, data.getDouble(7)));
                case 0x4 -> put(data, text(data, 8, data.get(7) & 0xFF));
                case 0x5 -> put(data, truth(data, 7));
                case 0x203 -> put(data, number(data.getShort(4) & 0xFFFF, data.getDouble(6)));
                case 0x204, 0xD6 -> put(data, text(data, 8, data.getShort(6) & 0xFFFF));
                case 0x205 -> put(data, truth(data, 6));
                case 0x27E -> put(data, number(data.getShort(4) & 0xFFFF, packed(data.getInt(6))));
                case 0xBD -> {
                    int first = data.getShort(2) & 0xFFFF;
                    for (int i = 0; 4 + 6 * (i + 1) + 2 <= data.limit(); i++) {
                        put(
                                data.getShort(0) & 0xFFFF,
                                first + i,
                                number(data.getShort(4 + 6 * i) & 0xFFFF, packed(data.getInt(6 + 6 * i))));
                    }
                }
                case 0x6, 0x206, 0x406 -> formula(data);
                case 0x7 -> result(version == 2 ? text(data, 1, data.get(0) & 0xFF) : text(data, 2, length(data)));
                case 0x207 -> result(text(data, 2, length(data)));
                default -> {
                    // Heights, fonts, windows, print settings.
                }
            }
        }

        private static int length(ByteBuffer data) {
            return data.getShort(0) & 0xFFFF;
        }

        private void formula(ByteBuffer data) throws IOException {
            int style = version == 2 ? data.get(4) & 0x3F : data.getShort(4) & 0xFFFF;
            int value = version == 2 ? 7 : 6;
            if ((data.getShort(value + 6) & 0xFFFF) != 0xFFFF) {
                put(data, number(style, data.getDouble(value)));
                return;
            }
            int kind = data.get(value);
            put(data, null);
            switch (kind) {
                // The text follows in the next record.
                case 0 -> textOf = data.getShort(2) & 0xFFFF;
                case 1 -> set(data.getShort(2) & 0xFFFF, data.get(value + 2) != 0 ? "TRUE" : "FALSE");
                case 2 -> set(data.getShort(2) & 0xFFFF, error(data.get(value + 2)));
                default -> {
                    // An empty text.
                }
            }
        }

        private void result(String text) {
            if (textOf >= 0) {
                set(textOf, text);
                textOf = -1;
            }
        }

        private static String truth(ByteBuffer data, int from) {
            return data.get(from + 1) != 0 ? error(data.get(from)) : data.get(from) != 0 ? "TRUE" : "FALSE";
        }

        private static String error(byte code) {
            return FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "#ERR";
        }

        private String number(int style, double value) {
            String raw = Double.toString(value);
            return elapsed.get(style)
                    ? SheetNumber.elapsed(raw)
                    : days.get(style) ? SheetNumber.day(raw, since1904) : SheetNumber.text(raw);
        }

        private static double packed(int number) {
            double value = (number & 2) != 0 ? number >> 2 : Double.longBitsToDouble((number & 0xFFFFFFFCL) << 32);
            return (number & 1) != 0 ? value / 100 : value;
        }

        private String text(ByteBuffer data, int from, int length) {
            byte[] bytes = new byte[Math.clamp(data.limit() - from, 0, length)];
            data.get(from, bytes);
            return new String(bytes, encoding);
        }

        private void put(ByteBuffer data, @Nullable String text) throws IOException {
            put(data.getShort(0) & 0xFFFF, data.getShort(2) & 0xFFFF, text);
        }

        private void put(int line, int column, @Nullable String text) throws IOException {
            if (line != row) {
                int before = row;
                end();
                if (line < before) {
                    throw new IOException("row " + (line + 1) + " after row " + (before + 1));
                }
                row = line;
            }
            textOf = -1;
            set(column, text);
        }

        private void set(int column, @Nullable String text) {
            if (column >= LAST_COLUMN) {
                return;
            }
            while (cells.size() <= column) {
                cells.add(null);
            }
            cells.set(column, text == null || text.isEmpty() ? null : text);
        }

        private void hide(int from, int to) {
            if (to < LAST_COLUMN) {
                hidden.getLast()
                        .add(
                                from == to
                                        ? SheetColumns.letters(from)
                                        : SheetColumns.letters(from) + "-" + SheetColumns.letters(to));
            }
        }

        private void end() {
            if (row >= 0 && more) {
                more = taker.test(new ParsedLine(row + 1L, cells));
            }
            cells = new ArrayList<>();
            row = -1;
        }
    }

    /// The encoding of a code page; that of western Windows if it is unknown here.
    private static Charset encoding(int page) {
        String name = switch (page) {
            case 936 -> "GB18030";
            case 0x8000 -> "x-MacRoman";
            case 1200 -> "UTF-16LE";
            case 65001 -> "UTF-8";
            case 932, 949, 950, 874 -> "x-windows-" + page;
            default -> page >= 1250 && page <= 1258 ? "windows-" + page : "IBM" + page;
        };
        String known = page == 932 ? "windows-31j" : name;
        return Charset.isSupported(known) ? Charset.forName(known) : Charset.forName("windows-1252");
    }

    static String word(Charset encoding) {
        return encoding.name().toUpperCase(Locale.ROOT);
    }
}
