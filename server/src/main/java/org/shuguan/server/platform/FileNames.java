package org.shuguan.server.platform;

import java.text.Normalizer;
import java.util.regex.Pattern;

/// Names of files as people sent them.
public final class FileNames {
    private static final int LONGEST = 200;
    /// Control characters, invisible and direction-changing characters, and what is no part of a file's name.
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}<>:\"|?*/\\\\]");

    private FileNames() {}

    /// The name with an underscore for each unsafe character, at most 200 characters long; empty if nothing is left.
    public static String safe(String name) {
        String clean = UNSAFE.matcher(Normalizer.normalize(name, Normalizer.Form.NFC))
                .replaceAll("_")
                .strip();
        // The end of the name is kept, because it contains the ending.
        return clean.length() <= LONGEST ? clean : clean.substring(clean.length() - LONGEST);
    }
}
