package org.shuguan.dataplane.detect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Names of people: a surname of the list and one or two signs, or the form of many minorities with a middle dot.
final class PersonName {
    private static final Pattern HAN = Pattern.compile("\\p{IsHan}{2,4}");
    private static final Pattern DOTTED = Pattern.compile("\\p{IsHan}{1,10}([·•.]\\p{IsHan}{1,10})+");
    private static final Set<String> SURNAMES = new HashSet<>();

    static {
        Lists.lines("surnames.txt").forEach(line -> SURNAMES.addAll(List.of(line.split(" ", -1))));
    }

    private PersonName() {}

    static boolean fits(String text) {
        if (DOTTED.matcher(text).matches()) {
            return true;
        }
        if (!HAN.matcher(text).matches()) {
            return false;
        }
        boolean compound = text.length() >= 3 && SURNAMES.contains(text.substring(0, 2));
        return compound || (text.length() <= 3 && SURNAMES.contains(text.substring(0, 1)));
    }
}
