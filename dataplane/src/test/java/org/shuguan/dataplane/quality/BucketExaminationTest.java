package org.shuguan.dataplane.quality;

import org.shuguan.dataplane.lake.Place;

class BucketExaminationTest extends ExaminationContract {
    @Override
    boolean isTrino() {
        return false;
    }

    @Override
    Place place() {
        return Place.BUCKET;
    }
}
