package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// The character encoding of a text file. Excel in China writes GB18030 without a byte order mark.
enum Encoding {
    UTF_8("UTF-8", StandardCharsets.UTF_8),
    GB18030("GB18030", Charset.forName("GB18030")),
    UTF_16LE("UTF-16LE", StandardCharsets.UTF_16LE),
    UTF_16BE("UTF-16BE", StandardCharsets.UTF_16BE),
    BIG5("Big5", Charset.forName("Big5"));

    /// Replaces bytes that are invalid in the encoding. U+FFFF is a noncharacter, so no valid text contains it.
    static final char INVALID = '\uFFFF';

    /// the byte order mark as a character
    static final char MARK = '\uFEFF';

    private static final int LOOK = 1 << 20;

    private final String word;
    private final Charset charset;

    Encoding(String word, Charset charset) {
        this.word = word;
        this.charset = charset;
    }

    String word() {
        return word;
    }

    /// Finds an encoding by name. GBK and GB2312 are subsets of GB18030.
    static Optional<Encoding> named(String name) {
        String plain = name.strip().toUpperCase(Locale.ROOT);
        return switch (plain) {
            case "GBK", "GB2312", "GB-18030" -> Optional.of(GB18030);
            case "UTF8" -> Optional.of(UTF_8);
            case "UTF-16" -> Optional.of(UTF_16LE);
            default ->
                Arrays.stream(values())
                        .filter(known -> known.word.equalsIgnoreCase(plain))
                        .findFirst();
        };
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Encoding::word).toList();
    }

    /// Detects the encoding of a file.
    ///
    /// @throws SourceUnreadable if it is not a text file
    static Encoding of(Path file) throws IOException, SourceUnreadable {
        byte[] head = head(file, 0);
        if (starts(head, 0xFF, 0xFE)) {
            return UTF_16LE;
        }
        if (starts(head, 0xFE, 0xFF)) {
            return UTF_16BE;
        }
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            return UTF_8;
        }
        Optional<Encoding> wide = withoutMark(head);
        if (wide.isPresent()) {
            return wide.get();
        }
        if (FileSignature.looksBinary(head)) {
            throw new SourceUnreadable(Reason.BINARY, file.getFileName().toString(), null);
        }
        long first = firstBeyondAscii(file, head);
        if (first < 0) {
            return UTF_8;
        }
        return first < head.length ? unmarked(head) : unmarked(head(file, first));
    }

    /// A reader of the file without its byte order mark; invalid bytes are read as [#NO_SIGN].
    Reader reader(Path file) throws IOException {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(String.valueOf(INVALID));
        Reader reader = new InputStreamReader(Files.newInputStream(file), decoder);
        return new BomSkippingReader(reader, MARK);
    }

    private static byte[] head(Path file, long from) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            in.skipNBytes(from);
            return in.readNBytes(LOOK);
        }
    }

    private static boolean starts(byte[] head, int... with) {
        if (head.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if ((head[i] & 0xFF) != with[i]) {
                return false;
            }
        }
        return true;
    }

    /// Detects UTF-16 without byte order mark: digits, separators and line ends have one zero byte of two; GB18030
    /// and UTF-8 text has none.
    private static Optional<Encoding> withoutMark(byte[] head) {
        int[] zeros = new int[2];
        for (int i = 0; i < head.length; i++) {
            if (head[i] == 0) {
                zeros[i & 1]++;
            }
        }
        int pairs = head.length / 2;
        if (pairs == 0 || head.length % 2 == 1) {
            return Optional.empty();
        }
        boolean little = zeros[1] * 20 > pairs && zeros[0] == 0;
        boolean big = zeros[0] * 20 > pairs && zeros[1] == 0;
        if (!little && !big) {
            return Optional.empty();
        }
        Encoding guess = little ? UTF_16LE : UTF_16BE;
        String text = guess.charset.decode(ByteBuffer.wrap(head)).toString();
        return text.chars().anyMatch(character -> character < ' ' && !isBlank(character))
                ? Optional.empty()
                : Optional.of(guess);
    }

    private static boolean isBlank(int character) {
        return character == '\n' || character == '\r' || character == '\t';
    }

    /// Position of the first byte outside ASCII; a million lines of digits may precede it.
    private static long firstBeyondAscii(Path file, byte[] head) throws IOException {
        for (int i = 0; i < head.length; i++) {
            if (head[i] < 0) {
                return i;
            }
        }
        if (head.length < LOOK) {
            return -1;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[LOOK];
            long at = 0;
            for (int n = in.readNBytes(buffer, 0, LOOK); n > 0; n = in.readNBytes(buffer, 0, LOOK)) {
                for (int i = 0; i < n; i++) {
                    if (buffer[i] < 0) {
                        return at + i;
                    }
                }
                at += n;
            }
        }
        return -1;
    }

    /// A few invalid bytes do not rule out UTF-8: words in GB18030 rarely are valid UTF-8.
    private static Encoding unmarked(byte[] head) {
        int broken = broken(StandardCharsets.UTF_8, head);
        if (broken == 0) {
            return UTF_8;
        }
        int beyond = 0;
        for (byte one : head) {
            if ((one & 0xC0) == 0xC0) {
                beyond++;
            }
        }
        boolean mostlyRight = broken * 20 < beyond && broken < broken(GB18030.charset, head);
        return mostlyRight ? UTF_8 : GB18030;
    }

    private static int broken(Charset charset, byte[] head) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(head);
        CharBuffer out = CharBuffer.allocate(head.length + 1);
        // A character cut by the end of the buffer is not an error: the last argument says that input may follow.
        boolean whole = head.length < LOOK;
        int broken = 0;
        for (CoderResult result = decoder.decode(in, out, whole);
                result.isError();
                result = decoder.decode(in, out, whole)) {
            broken++;
            in.position(in.position() + result.length());
            decoder.reset();
        }
        return broken;
    }
}
