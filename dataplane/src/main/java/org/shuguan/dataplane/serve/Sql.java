package org.shuguan.dataplane.serve;

import java.util.ArrayList;
import java.util.List;

/// A statement under construction: its text and the values of its placeholders, in their order.
final class Sql {
    private final StringBuilder text = new StringBuilder();
    private final List<Object> binds = new ArrayList<>();

    static Sql of(String text) {
        return new Sql().add(text);
    }

    /// A placeholder with its value.
    static Sql bound(String placeholder, Object value) {
        return new Sql().bind(placeholder, value);
    }

    /// Adds text that is not a consumer's.
    Sql add(String more) {
        text.append(more);
        return this;
    }

    Sql add(Sql more) {
        text.append(more.text);
        binds.addAll(more.binds);
        return this;
    }

    /// Adds a placeholder with its value.
    Sql bind(String placeholder, Object value) {
        text.append(placeholder);
        binds.add(value);
        return this;
    }

    static Sql joined(String separator, List<Sql> parts) {
        Sql all = new Sql();
        for (int i = 0; i < parts.size(); i++) {
            all.add(i == 0 ? "" : separator).add(parts.get(i));
        }
        return all;
    }

    String text() {
        return text.toString();
    }

    List<Object> binds() {
        return binds;
    }
}
