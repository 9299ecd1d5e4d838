package org.shuguan.dataplane.detect;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Codes and names of industries after GB/T 4754-2017.
final class Industry {
    private static final Pattern LETTERED = Pattern.compile("[A-T]\\d{2,4}");
    private static final Pattern BARE = Pattern.compile("\\d{2,4}");
    private static final Set<String> NAMES = new HashSet<>();
    /// first division of a section → its letter; and letter → its last division
    private static final TreeMap<Integer, String> FIRST = new TreeMap<>();

    private static final Map<String, Integer> LAST = new TreeMap<>();

    static {
        for (String line : ResourceLists.lines("industry.txt")) {
            List<String> parts = List.of(line.split(" ", -1));
            FIRST.put(Integer.parseInt(parts.get(1)), parts.getFirst());
            LAST.put(parts.getFirst(), Integer.parseInt(parts.get(2)));
            NAMES.addAll(parts.subList(3, parts.size()));
        }
    }

    private Industry() {}

    /// Whether it is a code with its section's letter, and its division belongs to that section.
    static boolean isCode(String text) {
        if (!LETTERED.matcher(text).matches()) {
            return false;
        }
        int division = Integer.parseInt(text.substring(1, 3));
        var section = FIRST.floorEntry(division);
        return section != null
                && section.getValue().equals(text.substring(0, 1))
                && division <= LAST.getOrDefault(section.getValue(), 0);
    }

    static boolean isName(String text) {
        return NAMES.contains(text);
    }

    /// The wider form that is accepted if the column's name matches: a code without letter, the letter alone, or a
    /// name ending in 业.
    static boolean hasForm(String text) {
        return isCode(text)
                || isName(text)
                || (text.length() == 1 && LAST.containsKey(text))
                || (BARE.matcher(text).matches() && FIRST.floorKey(Integer.parseInt(text.substring(0, 2))) != null)
                || (text.length() >= 3 && text.endsWith("业"));
    }
}
