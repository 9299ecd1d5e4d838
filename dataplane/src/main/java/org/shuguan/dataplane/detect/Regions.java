package org.shuguan.dataplane.detect;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Codes of the administrative divisions GB/T 2260, with abolished ones: they live on in identity numbers.
final class Regions {
    private static final Set<String> CODES = new HashSet<>();
    private static final Set<String> CITIES = new HashSet<>();
    private static final Set<String> CURRENT = new HashSet<>();

    static {
        for (String line : Lists.lines("regions.txt")) {
            List<String> parts = List.of(line.split(" ", -1));
            String code = parts.getFirst();
            CODES.add(code);
            CITIES.add(code.substring(0, 4));
            if (parts.size() == 2) {
                CURRENT.add(code);
            }
        }
    }

    private Regions() {}

    /// Whether an identity number may begin with it: listed today, or once, or of a city that is.
    static boolean known(String code) {
        return CODES.contains(code) || CITIES.contains(code.substring(0, 4)) || isFormer(code);
    }

    /// Whether it is in today's list, of a county, a city or a province.
    static boolean current(String code) {
        return CURRENT.contains(code);
    }

    /// Prefectures (地区) had numbers from 21 on and became cities later: 4428xx was Zhaoqing's. Their lists are lost
    /// in part, so any number of an existing province is taken.
    private static boolean isFormer(String code) {
        int city = Integer.parseInt(code.substring(2, 4));
        return CODES.contains(code.substring(0, 2) + "0000") && city >= 1 && city <= 90;
    }
}
