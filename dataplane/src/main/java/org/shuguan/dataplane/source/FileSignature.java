package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The kind of a file by its first bytes, independent of its name.
enum FileSignature {
    /// also XLSX files
    ZIP("PK\u0003\u0004"),
    /// old Excel and Word files, and workbooks protected by a password
    OLE("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1"),
    /// workbooks of Excel 2, 3 and 4, which are no compound files
    EXCEL_2("\t\u0000\u0004\u0000"),
    EXCEL_3("\t\u0002\u0006\u0000"),
    EXCEL_4("\t\u0004\u0006\u0000"),
    PDF("%PDF-"),
    PNG("\u0089PNG"),
    JPEG("\u00FF\u00D8\u00FF"),
    GZIP("\u001F\u008B\b"),
    RAR("Rar!\u001A\u0007"),
    SEVEN_ZIP("7z\u00BC\u00AF'\u001C"),
    PROGRAM("\u007FELF"),
    PARQUET("PAR1"),
    TEXT("");

    private static final int LONGEST = 8;
    private static final int LOOK = 1 << 16;

    /// one character for each byte
    private final String start;

    FileSignature(String start) {
        this.start = start;
    }

    static FileSignature of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(LONGEST));
        }
    }

    private static FileSignature of(byte[] head) {
        for (FileSignature kind : values()) {
            if (kind != TEXT && kind.begins(head)) {
                return kind;
            }
        }
        return TEXT;
    }

    private boolean begins(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).startsWith(start);
    }

    /// Whether the bytes are not text: text contains hardly any control characters and, except for UTF-16, no zero
    /// bytes but those with which programs fill fields of a fixed length, never in the first line, where the names
    /// are.
    static boolean looksBinary(byte[] head) {
        if (of(Arrays.copyOf(head, Math.min(head.length, LONGEST))) != TEXT) {
            return true;
        }
        int length = Math.min(head.length, LOOK);
        int strange = 0;
        int zeros = 0;
        int ends = 0;
        for (int i = 0; i < length; i++) {
            if (head[i] == 0) {
                zeros++;
                if (ends == 0) {
                    return true;
                }
            } else if (head[i] == '\n' || head[i] == '\r') {
                ends++;
            } else if (head[i] > 1 && head[i] < ' ' && head[i] != '\t') {
                // 1 is a delimiter of some programs.
                strange++;
            }
        }
        return strange * 10 > length || (zeros > 0 && (strange * 50 > length || zeros * 2 > length));
    }
}
