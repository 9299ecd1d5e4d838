package org.shuguan.server.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// A text with the ranges in it that matched.
///
/// @param ranges start and end (exclusive) alternating, as offsets in the text
record HighlightedText(String text, List<Integer> ranges) {
    /// Highlights every occurrence of the terms.
    ///
    /// @param terms normalized as in the index, see [NormalizedText]
    static HighlightedText of(String text, Collection<String> terms) {
        NormalizedText normalized = NormalizedText.of(text);
        int[] codePoints = normalized.codePoints();
        boolean[] highlighted = new boolean[text.length() + 1];
        for (String term : terms) {
            int[] wanted = term.codePoints().toArray();
            for (int at = 0; wanted.length > 0 && at + wanted.length <= codePoints.length; at++) {
                if (Arrays.equals(codePoints, at, at + wanted.length, wanted, 0, wanted.length)) {
                    Arrays.fill(
                            highlighted,
                            normalized.originalOffset(at),
                            normalized.originalOffset(at + wanted.length),
                            true);
                }
            }
        }
        List<Integer> ranges = new ArrayList<>();
        for (int i = 0; i <= text.length(); i++) {
            boolean here = i < text.length() && highlighted[i];
            boolean before = i > 0 && highlighted[i - 1];
            if (here != before) {
                ranges.add(i);
            }
        }
        return new HighlightedText(text, ranges);
    }
}
