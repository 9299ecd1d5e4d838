package org.shuguan.dataplane.source;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The web pages inside an MHTML file, which is a mail with parts (RFC 2557). Each is decoded into a file of its
/// own, so that memory does not grow with the file.
final class MailParts {
    /// @param name the page's name: `sheet001.htm`
    /// @param charset the encoding that the mail names, null for none
    record Part(String name, Path file, @Nullable String charset) {}

    private static final Pattern BOUNDARY = Pattern.compile("(?i)boundary\\s*=\\s*(?:\"([^\"]+)\"|([^;\\s]+))");
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([^\";\\s]+)");
    private static final int LONGEST_LINE = 1 << 24;
    private static final int MOST_HEADERS = 1_000;

    private final InputStream in;
    private final Path file;
    private final Path workspace;
    private final Set<String> boundaries = new HashSet<>();
    private final List<Part> pages = new ArrayList<>();

    private MailParts(Path file, InputStream in, Path workspace) {
        this.file = file;
        this.in = in;
        this.workspace = workspace;
    }

    static List<Part> pages(Path file, Path workspace) throws IOException, SourceUnreadable {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            MailParts parts = new MailParts(file, in, workspace);
            boolean more = true;
            while (more) {
                more = parts.part();
            }
            return parts.pages;
        }
    }

    /// Reads one part with its headers up to the next boundary.
    ///
    /// @return whether another may follow
    private boolean part() throws IOException, SourceUnreadable {
        Map<String, String> headers = headers();
        String type = headers.getOrDefault("content-type", "");
        Matcher boundary = BOUNDARY.matcher(type);
        if (type.toLowerCase(Locale.ROOT).startsWith("multipart/") && boundary.find()) {
            boundaries.add("--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1)));
        }
        boolean page = type.toLowerCase(Locale.ROOT).startsWith("text/html");
        Path decoded = page ? Files.createTempFile(workspace, "page", ".htm") : null;
        String encoding = headers.getOrDefault("content-transfer-encoding", "").toLowerCase(Locale.ROOT);
        boolean more;
        try (OutputStream out = decoded == null
                ? OutputStream.nullOutputStream()
                : new BufferedOutputStream(Files.newOutputStream(decoded))) {
            more = body(encoding.strip(), out);
        }
        if (decoded != null) {
            Matcher charset = CHARSET.matcher(type);
            String location = headers.getOrDefault("content-location", "");
            String name = location.substring(Math.max(location.lastIndexOf('/'), location.lastIndexOf('\\')) + 1);
            pages.add(new Part(
                    name.isBlank() ? "page" + (pages.size() + 1) : name,
                    decoded,
                    charset.find() ? charset.group(1) : null));
        }
        return more;
    }

    private Map<String, String> headers() throws IOException, SourceUnreadable {
        Map<String, String> headers = new HashMap<>();
        String last = "";
        for (byte[] line = line(); line != null; line = line()) {
            String text = new String(line, StandardCharsets.ISO_8859_1).stripTrailing();
            int colon = text.indexOf(':');
            if (text.isEmpty()) {
                if (!headers.isEmpty()) {
                    return headers;
                }
            } else if (Character.isWhitespace(text.charAt(0)) && headers.containsKey(last)) {
                headers.merge(last, " " + text.strip(), String::concat);
            } else if (colon > 0 && headers.size() < MOST_HEADERS) {
                last = text.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.put(last, text.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private boolean body(String encoding, OutputStream out) throws IOException, SourceUnreadable {
        StringBuilder base64 = new StringBuilder();
        for (byte[] line = line(); line != null; line = line()) {
            String text = new String(line, StandardCharsets.ISO_8859_1);
            String plain = text.stripTrailing();
            if (plain.startsWith("--") && boundaries.contains(plain)) {
                return true;
            }
            if (plain.startsWith("--")
                    && plain.endsWith("--")
                    && boundaries.contains(plain.substring(0, plain.length() - 2))) {
                // Another part of an outer mail may follow.
                return true;
            }
            switch (encoding) {
                case "quoted-printable" -> quoted(text, out);
                case "base64" -> {
                    base64.append(plain.replaceAll("[^A-Za-z0-9+/]", ""));
                    int whole = base64.length() / 4 * 4;
                    out.write(Base64.getDecoder().decode(base64.substring(0, whole)));
                    base64.delete(0, whole);
                }
                default -> out.write(line);
            }
        }
        if (!base64.isEmpty() && base64.length() % 4 > 1) {
            out.write(Base64.getDecoder().decode(base64.toString()));
        }
        return false;
    }

    private static void quoted(String line, OutputStream out) throws IOException {
        String text = line.stripTrailing();
        boolean goesOn = text.endsWith("=");
        int end = goesOn ? text.length() - 1 : text.length();
        for (int i = 0; i < end; i++) {
            char sign = text.charAt(i);
            int high = sign == '=' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                out.write(high * 16 + low);
                i += 2;
            } else {
                out.write(sign);
            }
        }
        if (!goesOn) {
            out.write('\n');
        }
    }

    /// The next line with its end; null at the end of the file.
    private byte @Nullable [] line() throws IOException, SourceUnreadable {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            line.write(b);
            if (b == '\n') {
                break;
            }
            if (line.size() > LONGEST_LINE) {
                throw new SourceUnreadable(
                        SourceUnreadable.Reason.LINE_TOO_LONG,
                        file.getFileName().toString(),
                        null);
            }
        }
        return line.size() == 0 ? null : line.toByteArray();
    }
}
