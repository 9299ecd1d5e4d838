package org.shuguan.bench.detect;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.DataType;

/// Reimplements the published method of Microsoft Presidio without its language model. For each value: patterns
/// with a score, a check where Presidio has one (Luhn), and context words - here searched anywhere in the column's
/// name and comment - that raise the score by 0.35 to at least 0.4. For each column: the most frequent entity.
/// `peer.txt` contains Presidio's own patterns for the types it knows, and for the others patterns added as its
/// manual describes.
final class PresidioPeer {
    private static final double CONTEXT = 0.35;
    private static final double LEAST_WITH_CONTEXT = 0.4;
    /// Minimum share of values, as in the `mixed` strategy of presidio-structured.
    private static final double SHARE = 0.5;

    private record Recogniser(DataType type, double score, boolean luhn, Pattern pattern, List<String> words) {
        static Recogniser of(String line) {
            String[] parts = line.split("\t", -1);
            return new Recogniser(
                    DataType.of(parts[0]),
                    Double.parseDouble(parts[1]),
                    parts[2].equals("luhn"),
                    Pattern.compile(parts[3]),
                    List.of(parts[4].split(" ")));
        }

        /// The score of a value, 0 if the pattern does not match.
        double score(String value, String context) {
            Matcher matcher = pattern.matcher(value);
            if (!matcher.find()) {
                return 0;
            }
            if (luhn) {
                String digits = matcher.group().replaceAll("\\D", "");
                return CheckDigits.luhn(digits.substring(0, digits.length() - 1))
                                .equals(digits)
                        ? 1
                        : 0;
            }
            return words.stream().anyMatch(context::contains)
                    ? Math.clamp(score + CONTEXT, LEAST_WITH_CONTEXT, 1)
                    : score;
        }
    }

    private final List<Recogniser> recognisers;

    PresidioPeer() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(PresidioPeer.class.getResourceAsStream("peer.txt")), StandardCharsets.UTF_8))) {
            recognisers = reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Recogniser::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Nullable
    DataType typeOf(LabelledColumn column) {
        String context = (column.name() + " " + (column.comment() == null ? "" : column.comment()))
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
        Map<DataType, Integer> often = new TreeMap<>();
        for (String value : column.values()) {
            DataType type = typeOf(value.substring(0, Math.min(200, value.length())), context);
            if (type != null) {
                often.merge(type, 1, Integer::sum);
            }
        }
        return often.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(most -> most.getValue() >= column.values().size() * SHARE)
                .map(Map.Entry::getKey)
                .orElse(null);
    }

    private @Nullable DataType typeOf(String value, String context) {
        DataType best = null;
        double most = LEAST_WITH_CONTEXT - 1e-9;
        for (Recogniser recogniser : recognisers) {
            double score = recogniser.score(value, context);
            if (score > most) {
                most = score;
                best = recogniser.type();
            }
        }
        return best;
    }
}
