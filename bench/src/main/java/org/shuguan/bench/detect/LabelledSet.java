package org.shuguan.bench.detect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.DataType;

/// The labelled columns: names from `tuning.txt` and `held-out.txt`, values from generators with a fixed seed. All
/// people in it are invented and born before 1910.
final class LabelledSet {
    private static final int SEED = 20211;
    /// Names without meaning: f7, col_3, field_17.
    private static final Pattern MEANINGLESS = Pattern.compile("(c|f|x|v_|col_|field_|data_)\\d+");

    private final LabelledColumn.Half half;
    private final Map<String, ValueGenerator> generators;
    private final List<LabelledColumn> columns = new ArrayList<>();
    private @Nullable DataType label;
    private String[] usual = {};
    private int line;

    private LabelledSet(LabelledColumn.Half half, Map<String, ValueGenerator> generators) {
        this.half = half;
        this.generators = generators;
    }

    static List<LabelledColumn> all() {
        List<LabelledColumn> all =
                new ArrayList<>(new LabelledSet(LabelledColumn.Half.TUNING, TuningValues.all()).read("tuning.txt"));
        all.addAll(new LabelledSet(LabelledColumn.Half.HELD_OUT, HeldOutValues.all()).read("held-out.txt"));
        return all;
    }

    private List<LabelledColumn> read(String name) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LabelledSet.class.getResourceAsStream(name)), StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(text -> !text.isBlank() && !text.startsWith("#"))
                    .forEach(this::line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return columns;
    }

    private void line(String text) {
        if (text.startsWith("[")) {
            String[] parts = text.substring(1).split("]", 2);
            label = parts[0].equals("nothing") ? null : DataType.of(parts[0]);
            usual = parts[1].strip().split(" ");
            line = 0;
            return;
        }
        String[] own = text.split(" <- ", 2);
        String[] names = own[0].split("\\|", 2);
        String name = names[0].strip();
        String comment = names.length == 2 ? names[1].strip() : null;
        boolean named = comment != null || !MEANINGLESS.matcher(name).matches();
        Noise[] noise = {Noise.CLEAN, Noise.second(half), Noise.third(half, label, named, line)};
        for (int i = 0; i < noise.length; i++) {
            String generator = own.length == 2 ? own[1].strip() : usual[(line + i) % usual.length];
            columns.add(column(name, comment, generator, noise[i], i));
        }
        line++;
    }

    private LabelledColumn column(String name, @Nullable String comment, String generator, Noise noise, int place) {
        ValueGenerator value =
                Objects.requireNonNull(generators.get(generator), () -> half + " has no generator " + generator);
        Random random = new Random(Objects.hash(SEED, name, comment, generator, place));
        // Every fifth column is a small table.
        int rows = line % 5 == 4 && place == 0 ? 25 : 120;
        List<String> values = new ArrayList<>();
        for (int n = 0; n < rows; n++) {
            values.add(noise.applyTo(value.of(random, n), random));
        }
        return new LabelledColumn(half, name, comment, values, label, generator + " " + noise);
    }
}
