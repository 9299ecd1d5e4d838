package org.shuguan.dataplane.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.source.SourceUnreadable.Reason;

/// Web pages that a program wrote under the name of a workbook: HTML, or MHTML with one page for each sheet. Their
/// tables are read.
record WebPageFile(String schema, Reading wish, boolean mail) implements FileFormat {
    private static final int LOOK = 1 << 16;
    private static final Pattern PAGE = Pattern.compile("(?is)\\s*<[a-z!?].*");
    private static final Pattern TABLE = Pattern.compile("(?i)<(?:table|tr|html|!doctype html)[\\s>]");
    private static final Pattern MAIL =
            Pattern.compile("(?is)\\s*(?:[a-z-]+:[^\\n]*\\n(?:[ \\t][^\\n]*\\n)*)*?MIME-Version:.*");
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([\\w.:-]+)");

    /// The format of a file that is text, null if it is no web page.
    static @Nullable FileFormat of(Path file, String schema, Reading wish) throws IOException {
        String head = head(file);
        if (MAIL.matcher(head.substring(0, Math.min(head.length(), 2_000))).matches()) {
            return new WebPageFile(schema, wish, true);
        }
        if (!PAGE.matcher(head.substring(0, Math.min(head.length(), 1_000))).lookingAt()) {
            return null;
        }
        if (head.contains(XmlBookLines.NAMESPACE)) {
            return new XmlBookFile(schema, wish);
        }
        return TABLE.matcher(head).find() ? new WebPageFile(schema, wish, false) : null;
    }

    @Override
    public List<FileTable> tables(Path file, Path workspace) throws SourceUnreadable {
        try {
            List<MailParts.Part> pages =
                    mail ? MailParts.pages(file, workspace) : List.of(new MailParts.Part("page", file, null));
            WorkbookTables tables = new WorkbookTables(schema, file, wish, pages.size() > 1);
            boolean any = false;
            for (MailParts.Part page : pages) {
                Charset encoding = encoding(page);
                LineSource lines = taker -> {
                    try (Reader in = reader(page.file(), encoding)) {
                        new HtmlRows(in, taker, null).read();
                    }
                };
                MergedCells.Builder merged = new MergedCells.Builder();
                boolean[] filled = new boolean[1];
                try (Reader in = reader(page.file(), encoding)) {
                    new HtmlRows(
                                    in,
                                    line -> {
                                        filled[0] |= line.filled() > 0;
                                        return true;
                                    },
                                    merged)
                            .read();
                }
                if (filled[0]) {
                    any = true;
                    tables.add(
                            page.name(),
                            lines,
                            merged.build(),
                            List.of(new Note(
                                    "web-page", Map.of("form", mail ? "MHTML" : "HTML", "encoding", encoding.name()))),
                            List::of);
                }
            }
            if (!any) {
                throw new SourceUnreadable(Reason.WEB_PAGE, file.getFileName().toString(), null);
            }
            return tables.found();
        } catch (IOException | RuntimeException e) {
            throw FileFormat.broken(file, e);
        }
    }

    /// The encoding that the mail or the page names, else the one that fits its bytes.
    private static Charset encoding(MailParts.Part page) throws IOException, SourceUnreadable {
        byte[] start;
        try (InputStream in = Files.newInputStream(page.file())) {
            start = in.readNBytes(LOOK);
        }
        Charset marked = marked(start);
        if (marked != null) {
            return marked;
        }
        Matcher named =
                CHARSET.matcher(new String(start, 0, Math.min(start.length, 8_192), StandardCharsets.ISO_8859_1));
        for (String name : new String[] {page.charset(), named.find() ? named.group(1) : null}) {
            Charset known = charset(name);
            if (known != null) {
                return known;
            }
        }
        Charset guessed = charset(Encoding.of(page.file()).encoding().word());
        return guessed == null ? StandardCharsets.UTF_8 : guessed;
    }

    private static @Nullable Charset marked(byte[] start) {
        int mark = start.length < 2 ? 0 : (start[0] & 0xFF) << 8 | (start[1] & 0xFF);
        return mark == 0xFFFE
                ? StandardCharsets.UTF_16LE
                : mark == 0xFEFF ? StandardCharsets.UTF_16BE : mark == 0xEFBB ? StandardCharsets.UTF_8 : null;
    }

    private static @Nullable Charset charset(@Nullable String name) {
        if (name == null || !name.matches("[\\w.:-]{2,40}")) {
            return null;
        }
        String wide = name.toLowerCase(Locale.ROOT).matches("gb2312|gbk|gb_2312-80|x-gbk") ? "GB18030" : name;
        return Charset.isSupported(wide) ? Charset.forName(wide) : null;
    }

    private static Reader reader(Path file, Charset encoding) throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(file), encoding), 1 << 16);
    }

    private static String head(Path file) throws IOException {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(LOOK);
        }
        Charset marked = marked(start);
        String head = new String(start, marked == null ? StandardCharsets.ISO_8859_1 : marked);
        return head.startsWith("\uFEFF") ? head.substring(1) : head;
    }
}
