package org.shuguan.server.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The fonts that are installed for PDFs of official documents: those that GB/T 9704-2012 names, or else free ones of
/// their kind, or else Noto CJK. They are looked for in `<home>/fonts` and in the system's folders, when the first
/// PDF is written.
@Component
public class PaperFonts {
    private static final Logger LOG = LoggerFactory.getLogger(PaperFonts.class);
    private static final int DEPTH = 6;

    /// The four typefaces of the standard, with the names of font files that have them, the best first. Behind `#`
    /// stands the place of the font in a collection: in those of Noto CJK the simplified Chinese one is third.
    enum Face {
        TITLE(List.of(
                "fzxbsjw.ttf",
                "fzxbsk.ttf",
                "方正小标宋简体.ttf",
                "notoserifcjk-black.ttc#2",
                "notoserifcjksc-black.otf",
                "notoserifcjk-bold.ttc#2")),
        FANG_SONG(List.of(
                "simfang.ttf",
                "仿宋_gb2312.ttf",
                "zhuquefangsong-regular.ttf",
                "notoserifcjk-regular.ttc#2",
                "notoserifcjksc-regular.otf")),
        KAI(List.of(
                "simkai.ttf",
                "楷体_gb2312.ttf",
                "lxgwwenkai-regular.ttf",
                "notoserifcjk-regular.ttc#2",
                "notoserifcjksc-regular.otf")),
        HEI(List.of("simhei.ttf", "notosanscjk-bold.ttc#2", "notosanscjksc-bold.otf", "notosanscjk-regular.ttc#2"));

        @SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
        private final List<String> files;

        Face(List<String> files) {
            this.files = files;
        }
    }

    private final Path extracted;
    private final List<Path> folders;
    private @Nullable Map<Face, Path> found;

    PaperFonts(@Value("${shuguan.home}") Path home) {
        this.extracted = home.resolve("scratch").resolve("fonts");
        this.folders = List.of(
                home.resolve("fonts"),
                Path.of("/usr/share/fonts"),
                Path.of("/usr/local/share/fonts"),
                Path.of("C:\\Windows\\Fonts"));
    }

    /// A font for each face.
    ///
    /// @throws NoChineseFont if one has none
    synchronized Map<Face, Path> fonts() {
        Map<Face, Path> all = found;
        if (all == null) {
            all = look();
            found = all.size() == Face.values().length ? all : null;
        }
        if (all.size() < Face.values().length) {
            throw new NoChineseFont();
        }
        return all;
    }

    private Map<Face, Path> look() {
        Map<String, Path> files = new HashMap<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> all = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
                    all.filter(Files::isRegularFile)
                            .forEach(file -> files.putIfAbsent(
                                    file.getFileName().toString().toLowerCase(Locale.ROOT), file));
                } catch (IOException | UncheckedIOException unreadable) {
                    LOG.warn("cannot look for fonts in {}: {}", folder, unreadable.getMessage());
                }
            }
        }
        Map<Face, Path> chosen = new EnumMap<>(Face.class);
        for (Face face : Face.values()) {
            face.files.stream()
                    .filter(name -> files.containsKey(file(name)))
                    .findFirst()
                    .ifPresent(name -> chosen.put(face, font(Objects.requireNonNull(files.get(file(name))), name)));
        }
        return chosen;
    }

    /// The file of one font; that of a collection is extracted, because FOP reads no collection of OpenType fonts.
    private Path font(Path file, String name) {
        if (!name.contains("#")) {
            return file;
        }
        int place = Integer.parseInt(name.substring(name.indexOf('#') + 1));
        try {
            Files.createDirectories(extracted);
            Path one = extracted.resolve(file(name).replace(".ttc", "-" + place + ".otf"));
            FontCollection.extract(file, place, one);
            return one;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String file(String name) {
        return name.contains("#") ? name.substring(0, name.indexOf('#')) : name;
    }
}
