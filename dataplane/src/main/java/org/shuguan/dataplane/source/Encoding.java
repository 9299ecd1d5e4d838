package org.shuguan.dataplane.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
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

/// The character encoding of a text file. Excel in China writes GB18030 without a byte order mark. If the bytes are
/// not UTF-8 throughout, the encoding is the one that loses the fewest lines and gives the most usual characters.
enum Encoding {
    UTF_8("UTF-8", StandardCharsets.UTF_8),
    GB18030("GB18030", Charset.forName("GB18030")),
    UTF_16LE("UTF-16LE", StandardCharsets.UTF_16LE),
    UTF_16BE("UTF-16BE", StandardCharsets.UTF_16BE),
    BIG5("Big5", Charset.forName("Big5")),
    /// UTF-8 in which rare characters are pairs of surrogates, as old databases write them
    CESU_8("CESU-8", Charset.forName("CESU-8")),
    WINDOWS_1252("Windows-1252", Charset.forName("windows-1252"));

    /// An encoding that was found.
    ///
    /// @param sure whether the bytes leave hardly another possibility
    record Found(Encoding encoding, boolean sure) {}

    /// Replaces bytes that are invalid in the encoding. U+FFFF is a noncharacter, so no valid text contains it.
    static final char INVALID = '\uFFFF';

    /// the byte order mark as a character
    static final char MARK = '\uFEFF';

    private static final int LOOK = 1 << 20;
    private static final double SURE = 0.8;

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
            case "CP1252", "ISO-8859-1", "LATIN1" -> Optional.of(WINDOWS_1252);
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
    static Found of(Path file) throws IOException, SourceUnreadable {
        byte[] head = head(file, 0);
        if (starts(head, 0xFF, 0xFE)) {
            return new Found(UTF_16LE, true);
        }
        if (starts(head, 0xFE, 0xFF)) {
            return new Found(UTF_16BE, true);
        }
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            return new Found(UTF_8, true);
        }
        Optional<Encoding> wide = withoutMark(head);
        if (wide.isPresent()) {
            return new Found(wide.get(), true);
        }
        if (FileSignature.looksBinary(head)) {
            throw new SourceUnreadable(Reason.BINARY, file.getFileName().toString(), null);
        }
        long first = firstBeyondAscii(file, head);
        if (first < 0) {
            return new Found(UTF_8, true);
        }
        return first < head.length ? unmarked(head) : unmarked(head(file, first));
    }

    /// A reader of the file without its byte order mark; invalid bytes are read as [#INVALID].
    Reader reader(Path file) throws IOException {
        Reader reader = new InputStreamReader(Files.newInputStream(file), decoder());
        return new BomSkippingReader(reader, MARK);
    }

    private CharsetDecoder decoder() {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith(String.valueOf(INVALID));
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

    private static Found unmarked(byte[] head) {
        if (broken(StandardCharsets.UTF_8, head) == 0) {
            return new Found(UTF_8, true);
        }
        Encoding best = GB18030;
        double most = -1;
        double second = 0;
        for (Encoding candidate : List.of(UTF_8, GB18030, CESU_8, BIG5, WINDOWS_1252)) {
            double likely = candidate.likelihood(head);
            if (likely > most * (1 + 1e-9)) {
                second = Math.max(second, most);
                most = likely;
                best = candidate;
            } else {
                second = Math.max(second, likely);
            }
        }
        boolean sure = switch (best) {
            case UTF_8, CESU_8 -> most > SURE;
            case GB18030 -> most > SURE && second < most * SURE;
            default -> false;
        };
        return new Found(best, sure);
    }

    /// How likely the bytes are text in this encoding: the share of lines without invalid bytes among those that are
    /// not ASCII only, times the share of usual characters.
    private double likelihood(byte[] head) {
        CharBuffer text;
        try {
            text = decoder().decode(ByteBuffer.wrap(head, 0, wholeLines(head)));
        } catch (CharacterCodingException e) {
            throw new IllegalStateException(e);
        }
        int lines = 0;
        int right = 0;
        int characters = 0;
        double usual = 0;
        boolean beyond = false;
        boolean invalid = false;
        for (int i = 0; i <= text.length(); i++) {
            char character = i == text.length() ? '\n' : text.charAt(i);
            if (character == '\n') {
                lines += beyond ? 1 : 0;
                right += beyond && !invalid ? 1 : 0;
                beyond = false;
                invalid = false;
            } else if (character >= 0x80) {
                beyond = true;
                invalid |= character == INVALID;
                if (character != INVALID && !Character.isLowSurrogate(character)) {
                    characters++;
                    usual += usualness(text, i);
                }
            }
        }
        return lines == 0 || characters == 0 ? 0 : (double) right / lines * (usual / characters);
    }

    /// 1 for a character as most texts in this encoding have it, 0 for one that hardly any has.
    private double usualness(CharSequence text, int i) {
        char character = text.charAt(i);
        return switch (this) {
            case GB18030 -> UsualCharacters.inChina(character);
            case BIG5 -> UsualCharacters.inTaiwan(character);
            case WINDOWS_1252 -> UsualCharacters.inLatin(text, i);
            // Other text is hardly ever valid here.
            default -> 1;
        };
    }

    /// The length without the last line, which may be cut.
    private static int wholeLines(byte[] head) {
        if (head.length < LOOK) {
            return head.length;
        }
        int end = head.length;
        while (end > 0 && head[end - 1] != '\n' && head[end - 1] != '\r') {
            end--;
        }
        return end == 0 ? head.length : end;
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
