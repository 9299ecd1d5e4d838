package org.shuguan.dataplane.detect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Codes of administrative divisions GB/T 2260, including abolished ones, which still occur in identity numbers.
final class Regions {
    private static final Set<String> CODES = new HashSet<>();
    private static final Set<String> CITIES = new HashSet<>();
    private static final Set<String> CURRENT = new HashSet<>();
    private static final Set<String> NAMES = new HashSet<>();

    static {
        for (String line : ResourceLists.lines("regions.txt")) {
            List<String> parts = List.of(line.split(" ", -1));
            String code = parts.getFirst();
            CODES.add(code);
            NAMES.add(parts.get(1));
            CITIES.add(code.substring(0, 4));
            if (parts.size() == 2) {
                CURRENT.add(code);
            }
        }
    }

    private Regions() {}

    /// Whether an identity number may begin with the code: current, abolished, or unlisted in a listed city.
    static boolean isKnown(String code) {
        return CODES.contains(code) || CITIES.contains(code.substring(0, 4)) || isFormer(code);
    }

    /// Whether it is the name of a county, city or province, current or abolished.
    static boolean isName(String text) {
        return NAMES.contains(text);
    }

    /// Whether it is a current code of a county, city or province.
    static boolean isCurrent(String code) {
        return CURRENT.contains(code);
    }

    /// Prefectures (地区) had codes from 21 on and later became cities: 4428xx was Zhaoqing's. Complete lists of
    /// them are not available, therefore city numbers from 1 to 90 in an existing province are accepted.
    private static boolean isFormer(String code) {
        int city = Integer.parseInt(code.substring(2, 4));
        return CODES.contains(code.substring(0, 2) + "0000") && city >= 1 && city <= 90;
    }
}
