declare module 'pino-roll' {
  import type { SonicBoom } from 'sonic-boom';

  type Options = {
    file: string;
    extension?: string;
    size?: string | number;
    frequency?: 'daily' | 'hourly' | number;
    limit?: { count?: number; removeOtherLogFiles?: boolean };
    mkdir?: boolean;
  };

  export default function roll(options: Options): Promise<SonicBoom>;
}
