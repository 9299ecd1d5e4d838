package org.shuguan.server.settings;

import java.time.LocalDate;
import java.util.function.Function;
import java.util.function.Supplier;

/// One rule, for the code that applies it. Get it when the application starts: then an undeclared rule stops the
/// start. Reading it needs no query; changes are visible on every node within seconds.
public final class Setting<T> {
    private final Function<LocalDate, T> values;
    private final Supplier<LocalDate> today;

    Setting(Function<LocalDate, T> values, Supplier<LocalDate> today) {
        this.values = values;
        this.today = today;
    }

    /// The value in force on a day.
    public T on(LocalDate day) {
        return values.apply(day);
    }

    /// The value in force today in the city.
    public T today() {
        return on(today.get());
    }
}
