package org.shuguan.server.demand;

import java.time.LocalDate;
import org.shuguan.server.calendar.Calendar;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.settings.Setting;
import org.shuguan.server.settings.Settings;
import org.springframework.stereotype.Component;

/// Until when data are supplied and the negative list is looked at, by the rules of the day.
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

    /// The last day to supply what is promised today and no day is named for.
    LocalDate supplyDue() {
        LocalDate today = institution.today();
        return calendar.due(today, supply.on(today));
    }

    /// When something that goes or stays on the negative list today is to be looked at again.
    LocalDate nextReview() {
        LocalDate today = institution.today();
        return today.plusMonths(reviewEvery.on(today));
    }

    /// The last review day that is announced today.
    LocalDate announcedUntil() {
        LocalDate today = institution.today();
        return today.plusDays(reviewAhead.on(today));
    }
}
