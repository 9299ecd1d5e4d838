package org.shuguan.dataplane.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hides where files are on this machine. Messages of the engine, of drivers and of the system name files by
/// their absolute paths; who reads a message elsewhere is told the name of the file only.
public final class LocalPaths {
    private static final String ENDS = "\\s/\"'<>|,;:()\\[\\]“”‘’（），；：。、";
    /// A path of at least two parts. What is before it excludes parts of web addresses and of relative paths.
    private static final Pattern PATH = Pattern.compile("(?:(?<=file:/{2})|(?<![\\p{L}\\p{N}._~%/-]))/(?<top>[^" + ENDS
            + "]+)(?:/+[^" + ENDS + "]+)*/+(?<name>[^" + ENDS + "]*)");

    private LocalPaths() {}

    /// The text with the name of the file in place of each absolute path whose first folder this machine has.
    public static String hidden(String text) {
        if (text.indexOf('/') < 0) {
            return text;
        }
        return PATH.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        Files.isDirectory(Path.of("/" + found.group("top"))) ? found.group("name") : found.group()));
    }
}
