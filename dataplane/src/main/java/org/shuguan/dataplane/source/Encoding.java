package org.shuguan.dataplane.source;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// In which signs a text file is written. Excel in China writes GB18030 without a mark.
enum Encoding {
    UTF_8(StandardCharsets.UTF_8),
    UTF_16LE(StandardCharsets.UTF_16LE),
    UTF_16BE(StandardCharsets.UTF_16BE),
    GB18030(Charset.forName("GB18030"));

    private static final int LOOK = 1 << 20;

    private final Charset charset;

    Encoding(Charset charset) {
        this.charset = charset;
    }

    static Encoding of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(LOOK);
        }
        if (head.length >= 2 && (head[0] & 0xFF) == 0xFF && (head[1] & 0xFF) == 0xFE) {
            return UTF_16LE;
        }
        if (head.length >= 2 && (head[0] & 0xFF) == 0xFE && (head[1] & 0xFF) == 0xFF) {
            return UTF_16BE;
        }
        return isUtf8(head) ? UTF_8 : GB18030;
    }

    /// The file as the engine reads it: itself under a name without surprises, or a copy in UTF-8.
    Path utf8(Path file, Path workspace) throws IOException {
        Path safe = Files.createTempFile(workspace, "text", ".csv");
        if (this == UTF_8) {
            // A name is the user's: one with * or [ would be a pattern to the engine.
            Files.delete(safe);
            return Files.createSymbolicLink(safe, file.toAbsolutePath());
        }
        try (BufferedReader in = new BufferedReader(new InputStreamReader(Files.newInputStream(file), charset), LOOK);
                BufferedWriter out = Files.newBufferedWriter(safe)) {
            char[] buffer = new char[LOOK];
            boolean first = true;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                boolean mark = first && n > 0 && buffer[0] == '\uFEFF';
                out.write(buffer, mark ? 1 : 0, mark ? n - 1 : n);
                first = false;
            }
        }
        return safe;
    }

    private static boolean isUtf8(byte[] head) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        // A sign that the look cuts in two is no fault: the last argument says that more may come.
        return !decoder.decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length + 1), head.length < LOOK)
                .isError();
    }
}
