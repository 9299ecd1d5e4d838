package org.shuguan.server.channel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.platform.CityTime;

/// How a person is reached. The address is not part of it ([KeptChannels#target]).
///
/// @param digestAt time of the day, in the city, for [Pace#DAILY]
/// @param quietFrom the time from which nothing is sent, null for none; later than `quietTo` if the night is between
/// @param codeHash of the code that was sent and is not entered yet
/// @param codeTries how often a wrong code was entered
/// @param confirmedAt since when the channel is used
/// @param stoppedWhy why it is used no more
record Channel(
        OfficerId officer,
        ChannelKind kind,
        String language,
        Pace pace,
        LocalTime digestAt,
        @Nullable LocalTime quietFrom,
        @Nullable LocalTime quietTo,
        @Nullable String codeHash,
        @Nullable Instant codeSentAt,
        int codeTries,
        @Nullable Instant confirmedAt,
        @Nullable Instant stoppedAt,
        @Nullable String stoppedWhy,
        int version) {

    boolean used() {
        return confirmedAt != null && stoppedAt == null;
    }

    /// The channel with a code that is to be entered.
    Channel asked(String hash, Instant sent) {
        return with(hash, sent, 0, null, null, null);
    }

    /// The channel after a wrong code.
    Channel mistaken() {
        return with(codeHash, codeSentAt, codeTries + 1, null, null, null);
    }

    /// The channel once its code was entered.
    Channel confirmed(Instant at) {
        return with(null, null, 0, at, null, null);
    }

    /// The channel whose address is refused for good.
    Channel stopped(Instant at, String why) {
        return with(null, null, 0, confirmedAt, at, why);
    }

    private Channel with(
            @Nullable String hash,
            @Nullable Instant sent,
            int tries,
            @Nullable Instant confirmed,
            @Nullable Instant stopped,
            @Nullable String why) {
        return new Channel(
                officer,
                kind,
                language,
                pace,
                digestAt,
                quietFrom,
                quietTo,
                hash,
                sent,
                tries,
                confirmed,
                stopped,
                why,
                version + 1);
    }

    Locale locale() {
        return Locale.forLanguageTag(language);
    }

    /// When a notice of that time is to be sent.
    Instant due(Instant told) {
        LocalDateTime local = LocalDateTime.ofInstant(told, CityTime.ZONE);
        if (pace == Pace.DAILY) {
            LocalDate day = local.toLocalDate();
            return at(local.toLocalTime().isAfter(digestAt) ? day.plusDays(1) : day, digestAt);
        }
        if (quietFrom == null || quietTo == null || !quiet(local.toLocalTime(), quietFrom, quietTo)) {
            return told;
        }
        LocalDate day = local.toLocalDate();
        return at(local.toLocalTime().isBefore(quietTo) ? day : day.plusDays(1), quietTo);
    }

    private static boolean quiet(LocalTime time, LocalTime from, LocalTime to) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(CityTime.ZONE).toInstant();
    }
}
