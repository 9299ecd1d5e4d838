package org.shuguan.server.finding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// A text with what was found in it.
///
/// @param ranges start and end alternating, in the text as it is written
record Lit(String text, List<Integer> ranges) {
    /// @param words as the index spells them
    static Lit in(String text, Collection<String> words) {
        Signs signs = Signs.of(text);
        int[] codes = signs.codes();
        boolean[] lit = new boolean[text.length() + 1];
        for (String word : words) {
            int[] wanted = word.codePoints().toArray();
            for (int at = 0; wanted.length > 0 && at + wanted.length <= codes.length; at++) {
                if (Arrays.equals(codes, at, at + wanted.length, wanted, 0, wanted.length)) {
                    Arrays.fill(lit, signs.origin(at), signs.origin(at + wanted.length), true);
                }
            }
        }
        List<Integer> ranges = new ArrayList<>();
        for (int i = 0; i <= text.length(); i++) {
            boolean here = i < text.length() && lit[i];
            boolean before = i > 0 && lit[i - 1];
            if (here != before) {
                ranges.add(i);
            }
        }
        return new Lit(text, ranges);
    }
}
