package org.shuguan.server.demand;

import java.time.LocalDate;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Component;

/// The days by which data must be supplied and the negative list reviewed, by the rules in force today.
@Component
class DemandTerms {
    private final Setting<Integer> supply;
    private final Setting<Integer> reviewEvery;
    private final Setting<Integer> reviewAhead;
    private final Calendar calendar;
    private final Institution institution;

    DemandTerms(Settings settings, Calendar calendar, Institution institution) {
        this.supply = settings.workingDays("demand.supply");
        this.reviewEvery = settings.months("demand.review-every");
        this.reviewAhead = settings.days("demand.review-ahead");
        this.calendar = calendar;
        this.institution = institution;
    }

    /// The last day to supply data that are promised today without another day.
    LocalDate supplyDue() {
        return supplyDue(institution.today());
    }

    /// The same of a promise made on another day.
    LocalDate supplyDue(LocalDate promised) {
        return calendar.due(promised, supply.on(promised));
    }

    /// The next review of a demand that is put or remains on the negative list today.
    LocalDate nextReview() {
        LocalDate today = institution.today();
        return today.plusMonths(reviewEvery.on(today));
    }

    /// The latest review day for which a task is opened today.
    LocalDate announcedUntil() {
        LocalDate today = institution.today();
        return today.plusDays(reviewAhead.on(today));
    }
}
