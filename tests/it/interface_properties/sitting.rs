//! Ten thousand steps: what only comes together in months of study.

use super::*;

/// Sittings, and the steps of each.
const SITTINGS: u32 = 4;
const STEPS: usize = 2_500;

proptest! {
    // A sitting that fails is long whatever is taken from it: a few hundred tries make it short enough to read.
    #![proptest_config(ProptestConfig { max_shrink_iters: 300, ..config(SITTINGS) })]

    #[test]
    fn ten_thousand_steps_do_no_harm(
        versions in versions(),
        size in (20..=140_u16, 5..=45_u16),
        signs in signs(),
        steps in prop::collection::vec(step(), STEPS),
    ) {
        let mut world = World::new(versions, size, signs);
        world.read_note();
        let mut frame = world.draw();
        for step in steps {
            if !live(&mut world, &step, &mut frame)? {
                // They come back, and go on.
                world.ended = false;
            }
        }
        leaving::check(&world)?;
    }
}
