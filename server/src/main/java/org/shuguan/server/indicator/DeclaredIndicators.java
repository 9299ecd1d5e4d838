package org.shuguan.server.indicator;

import java.util.List;

/// The indicators of a module, registered as a bean.
public record DeclaredIndicators(List<Indicator> all) {
    public DeclaredIndicators {
        all = List.copyOf(all);
    }

    public static DeclaredIndicators of(Indicator... all) {
        return new DeclaredIndicators(List.of(all));
    }
}
