package org.shuguan.server.settings;

import java.time.LocalDate;
import java.util.function.Function;
import java.util.function.Supplier;

/// One rule, read by the code that goes by it. Take it when the application starts: a rule that is not declared then
/// stops the start. Reading costs no question to the database; a change is seen on every node within seconds.
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

    /// The value in force today, by the city's clock.
    public T today() {
        return on(today.get());
    }
}
