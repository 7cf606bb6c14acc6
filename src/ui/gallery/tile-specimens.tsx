import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StatTile, StatTiles } from '../components/layout/stat-tile.tsx';
import { tones } from '../components/tone/tone.ts';
import { Specimen } from './specimen.tsx';
import classes from './gallery.module.css';

export function TileSpecimens() {
  const { t } = useTranslation('gallery');
  const [active, setActive] = useState(true);
  return (
    <div className={classes['specimens']}>
      <Specimen name="stat tiles" wide>
        <StatTiles label={t('samples.tiles')}>
          <StatTile label={t('samples.total')} value="12,345" hint={t('samples.inThePool')} />
          <StatTile
            label={t('samples.clickable')}
            value="120"
            tone="positive"
            active={active}
            onClick={() => setActive(!active)}
          />
          <StatTile label={t('samples.withDetail')} value="7" detail={t('samples.detail')} tone="serious" />
          <StatTile label={t('samples.loading')} value={undefined} />
        </StatTiles>
      </Specimen>
      <Specimen name="stat tile tones" wide>
        <StatTiles label={t('samples.tones')}>
          {tones.map((tone) => (
            <StatTile key={tone} label={tone} value="42" tone={tone} />
          ))}
        </StatTiles>
      </Specimen>
    </div>
  );
}
