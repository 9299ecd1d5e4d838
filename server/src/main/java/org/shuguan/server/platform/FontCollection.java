package org.shuguan.server.platform;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// Takes one font out of a collection of OpenType fonts (ISO/IEC 14496-22, `ttcf`): its tables are copied one behind
/// the
/// other behind a table directory of its own.
final class FontCollection {
    private static final int TAG = 0x74746366;
    private static final int HEADER = 12;
    private static final int ENTRY = 16;

    private FontCollection() {}

    /// @param place of the font in the collection, from 0
    /// @throws IOException if it is no collection, or has no such font
    static void extract(Path collection, int place, Path to) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(collection));
        if (all.getInt(0) != TAG || place >= all.getInt(8)) {
            throw new IOException(collection + " has no font " + place);
        }
        int start = all.getInt(HEADER + 4 * place);
        int tables = Short.toUnsignedInt(all.getShort(start + 4));
        int size = HEADER + ENTRY * tables;
        for (int i = 0; i < tables; i++) {
            size += padded(all.getInt(start + HEADER + ENTRY * i + 12));
        }
        ByteBuffer font = ByteBuffer.allocate(size);
        font.put(all.array(), start, HEADER);
        int offset = HEADER + ENTRY * tables;
        for (int i = 0; i < tables; i++) {
            int entry = start + HEADER + ENTRY * i;
            int length = all.getInt(entry + 12);
            font.put(all.array(), entry, 8).putInt(offset).putInt(length);
            font.put(offset, all.array(), all.getInt(entry + 8), length);
            offset += padded(length);
        }
        Files.write(to, font.array());
    }

    /// Tables begin at multiples of four bytes.
    private static int padded(int length) {
        return (length + 3) & ~3;
    }
}
