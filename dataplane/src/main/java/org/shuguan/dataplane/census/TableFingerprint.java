package org.shuguan.dataplane.census;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuguan.dataplane.detect.Classification;
import org.shuguan.dataplane.detect.DataType;
import org.shuguan.dataplane.profile.ColumnProfile;
import org.shuguan.dataplane.profile.ProfileWithSample;
import org.shuguan.dataplane.profile.TableProfile;
import org.shuguan.dataplane.profile.ValueType;
import org.shuguan.dataplane.sketch.Sketch;

/// What is stored of a table to compare it with: itself at the next census, and the tables of other sources. It
/// contains no value of a person.
///
/// @param sketches sketches of the columns that were sketched
/// @param signature equal if a later census finds the same content; null if only a sample was read
/// @param newest the latest day in a column of dates, without days in the future and dates of birth
/// @param newestIn the name of that column
public record TableFingerprint(
        List<Sketch> sketches,
        @Nullable String signature,
        @Nullable LocalDate newest,
        @Nullable String newestIn) {
    /// The fingerprint of a table that could not be read.
    public static final TableFingerprint NONE = new TableFingerprint(List.of(), null, null, null);

    private static final Pattern DAY = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2}).*", Pattern.DOTALL);

    public TableFingerprint {
        sketches = List.copyOf(sketches);
    }

    static TableFingerprint of(
            ProfileWithSample profiled, List<Classification> classifications, boolean part, LocalDate today) {
        LocalDate newest = null;
        String newestIn = null;
        List<ColumnProfile> columns = profiled.profile().columns();
        for (int i = 0; i < columns.size(); i++) {
            LocalDate day = isBirth(classifications.get(i)) ? null : lastDay(columns.get(i));
            if (day != null && !day.isAfter(today) && (newest == null || day.isAfter(newest))) {
                newest = day;
                newestIn = columns.get(i).name();
            }
        }
        return new TableFingerprint(profiled.sketches(), part ? null : signature(profiled), newest, newestIn);
    }

    private static boolean isBirth(Classification classification) {
        return classification
                .best()
                .filter(f -> DataType.BIRTH_DATE.equals(f.type()))
                .isPresent();
    }

    private static @Nullable LocalDate lastDay(ColumnProfile column) {
        if (column.type() != ValueType.DATE && column.type() != ValueType.DATETIME) {
            return null;
        }
        Matcher day = DAY.matcher(Objects.requireNonNullElse(column.max(), ""));
        if (!day.matches()) {
            return null;
        }
        try {
            return LocalDate.of(
                    Integer.parseInt(day.group(1)), Integer.parseInt(day.group(2)), Integer.parseInt(day.group(3)));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// A hash of counts, extremes and sketches. It does not depend on the order of the rows; a change that alters
    /// none of them is not detected.
    private static String signature(ProfileWithSample profiled) {
        MessageDigest digest = sha256();
        TableProfile profile = profiled.profile();
        digest.update(Long.toString(profile.rows()).getBytes(StandardCharsets.UTF_8));
        for (ColumnProfile column : profile.columns()) {
            String measured = String.join(
                    "\u0001",
                    column.name(),
                    Long.toString(column.nulls()),
                    Long.toString(column.empty()),
                    Long.toString(column.distinct()),
                    String.valueOf(column.min()),
                    String.valueOf(column.max()),
                    String.valueOf(column.longestBytes()));
            digest.update(measured.getBytes(StandardCharsets.UTF_8));
        }
        profiled.sketches().forEach(sketch -> digest.update(sketch.bytes()));
        return HexFormat.of().formatHex(digest.digest(), 0, 16);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
