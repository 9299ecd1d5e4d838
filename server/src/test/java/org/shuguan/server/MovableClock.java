package org.shuguan.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.shuguan.server.platform.CityTime;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/// A clock that a test moves from day to day. It ticks by a millisecond at each look, so that what happens one after
/// the other has different times.
public final class MovableClock extends Clock {
    /// Puts the clock in the place of the house's.
    @TestConfiguration(proxyBeanMethods = false)
    public static class Configuration {
        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock();
        }
    }

    private Instant now = LocalDate.of(2021, 8, 10)
            .atTime(LocalTime.of(9, 0))
            .atZone(CityTime.ZONE)
            .toInstant();

    /// Nine in the morning of the day.
    public synchronized void set(LocalDate day) {
        now = day.atTime(LocalTime.of(9, 0)).atZone(CityTime.ZONE).toInstant();
    }

    /// Moves it forward.
    public synchronized void advance(Duration time) {
        now = now.plus(time);
    }

    @Override
    public synchronized Instant instant() {
        now = now.plusMillis(1);
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
