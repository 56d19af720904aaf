-- Where a queued run stood when the order was kept last; null has never been moved and comes after.
ALTER TABLE run ADD COLUMN queue_place INTEGER;
