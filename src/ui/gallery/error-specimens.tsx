import { errorCatalogue, isErrorCode } from '#contract/errors.ts';
import { ErrorState } from '../components/states/error-state.tsx';
import { sampleDetails } from './sample-error-details.ts';
import { Specimen } from './specimen.tsx';
import classes from './gallery.module.css';

/** Every error of the catalogue, as people meet it. */
export function ErrorSpecimens() {
  return (
    <div className={classes['specimens']}>
      {Object.keys(errorCatalogue)
        .filter(isErrorCode)
        .map((code) => (
          <Specimen key={code} name={code}>
            <ErrorState
              error={{ code, details: sampleDetails(code) }}
              variant="inline"
              onRetry={() => undefined}
            />
          </Specimen>
        ))}
    </div>
  );
}
